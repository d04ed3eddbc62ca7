"""Swagger 2.0's parameters, bodies, forms and responses → the canonical form."""

from __future__ import annotations
