# Mails that are due at once: claimed, rendered, sent and marked by the program, beside a raw sender into the same sink.

# As many as a county's reminders of one hour, as far as the demo has that many clients (SCALE=105).
most=9000

# by_day COMMAND…: becomes that command a minute after the demo's clock, whatever hour it is here: by night reminders wait,
# and what else would have become due since would be sent besides.
by_day() {
  exec env TZ=Europe/Helsinki FAKETIME='@2026-10-14 14:31:00' FAKETIME_DONT_FAKE_MONOTONIC=1 \
    LD_PRELOAD="$(echo /usr/lib/*/faketime/libfaketime.so.1)" "$@"
}

# sink COUNT: starts a mail server that ends after so many mails.
sink() {
  rm -f "$folder/sink"
  "$LIMITS" sink "$1" 300 >"$folder/sink" &
  sink=$!
  sink_address=$(address_in "$folder/sink" 10)
}

# taken NAME: waits until they have come, and keeps how many a second.
taken() {
  wait "$sink"
  sink=
  tail -n 1 "$folder/sink" >>"$folder/mails.$1"
}

measure_mail() {
  local file=sqlite:$folder/mail.sqlite count mails asked
  cp "$folder/demo.sqlite" "$folder/mail.sqlite"
  mails=$(by_day "$LIMITS" queue "$file" "$most")
  put mails "$mails" count
  for count in 1 4 8; do
    sink "$mails"
    "$LIMITS" post "$sink_address" "$mails" "$count"
    taken "smtp_${count}c"
    put "smtp_${count}c" "$(cat "$folder/mails.smtp_${count}c")" mails/s
  done
  sink "$mails"
  PIIRI_LISTEN=127.0.0.1:$((20000 + RANDOM % 20000)) PIIRI_MAIL_HOST=127.0.0.1 PIIRI_MAIL_PORT=${sink_address##*:} \
    PIIRI_MAIL_SECURITY=none PIIRI_MAIL_FROM=piiri@sink.example \
    by_day "$PIIRI" serve --database "$file" >/dev/null 2>"$folder/log" &
  server=$!
  # While the others go out, one becomes urgent.
  sleep 1
  (by_day "$LIMITS" urgent "$file")
  asked=$(now_ms)
  taken reminders
  stop
  put reminders "$(cat "$folder/mails.reminders")" mails/s
  put urgent_after $(($(awk '$1 == "urgent" { print $2 }' "$folder/sink") - asked)) ms
}
