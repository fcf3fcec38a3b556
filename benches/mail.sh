# Mails that are due at once: claimed, rendered, sent and marked by the program, beside a raw sender into the same sink.

# Fewer than one run takes (500), and as many on each connection.
mails=480

# sink: starts a mail server that ends after so many mails.
sink() {
  rm -f "$folder/sink"
  "$LIMITS" sink "$mails" 100 >"$folder/sink" &
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
  local file=sqlite:$folder/mail.sqlite count
  for count in 1 4 8; do
    sink
    "$LIMITS" post "$sink_address" "$mails" "$count"
    taken "smtp_${count}c"
    put "smtp_${count}c" "$(cat "$folder/mails.smtp_${count}c")" mails/s
  done
  cp "$folder/demo.sqlite" "$folder/mail.sqlite"
  "$LIMITS" queue "$file" "$mails"
  sink
  # Mails go out with the next full minute.
  PIIRI_LISTEN=127.0.0.1:$((20000 + RANDOM % 20000)) PIIRI_MAIL_HOST=127.0.0.1 PIIRI_MAIL_PORT=${sink_address##*:} \
    PIIRI_MAIL_SECURITY=none PIIRI_MAIL_FROM=piiri@sink.example "$PIIRI" serve --database "$file" >/dev/null 2>"$folder/log" &
  server=$!
  taken reminders
  stop
  put reminders "$(cat "$folder/mails.reminders")" mails/s
}
