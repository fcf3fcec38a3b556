letter-coming = Sinun tapaamisesi
letter-meets = sinut ottaa vastaan { $name }
letter-slip-lead = Leikkaa tämä osa irti. Lähetä se meille.
letter-slip-accepts = Haluan paikan.
letter-slip-declines = En halua paikkaa.
letter-slip-cant-come = Etkö pääse tapaamiseen? Merkitse rasti päivän kohdalle.
letter-slip-code = Koodi { $code }
letter-slip-return = Lähetä tähän osoitteeseen: { $address }
