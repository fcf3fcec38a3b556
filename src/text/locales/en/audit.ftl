audit-change-log-broken = The change log does not match seal { $number }: a row was changed, added or removed.
audit-access-log-broken = The access log does not match seal { $number }: a row was changed, added or removed.
audit-disclosure-log-broken = The disclosure log does not match seal { $number }: a row was changed, added or removed.
audit-emptied = The logs are empty, and not even the first account is made without a row: they were emptied.
audit-head-gone = Seal { $number } is gone or is another one: the logs were cut off or begun anew, or a copy of the database was put back.
audit-key-unknown = Seal { $number } was made with a key that the settings do not name. Put it into seal_keys.
audit-seal-broken = Seal { $number } was changed or made by somebody without the key.
audit-seals-gone = Seal { $number } is missing.
