mailbox-title = Sent messages
mailbox-lead = The demo sends no message anywhere. Here they are as they would arrive.
mailbox-none = No message has been sent yet.
mailbox-mail = E-mail
mailbox-sms = Text message
