audit-change-log-broken = The change log does not match its seal.
audit-access-log-broken = The access log does not match its seal.
audit-disclosure-log-broken = The disclosure log does not match its seal.
