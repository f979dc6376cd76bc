"""The audit trail: `record` adds a fact, `verify` proves that none was changed since."""

from actors.audit.chain import broken_at, head, record

__all__ = ["broken_at", "head", "record"]
