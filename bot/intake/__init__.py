"""Cases that humans handle: messages, return codes, staff accounts, retention and the audit log."""
