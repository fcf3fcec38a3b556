list-count = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
