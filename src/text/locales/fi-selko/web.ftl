list-count = { $n ->
    [one] { $n } rivi
   *[other] { $n } riviä
}
