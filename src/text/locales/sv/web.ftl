list-count = { $n ->
    [one] { $n } rad
   *[other] { $n } rader
}
