mailbox-title = Skickade meddelanden
mailbox-lead = I demoversionen skickas inga meddelanden. Här syns de så som de skulle komma fram.
mailbox-none = Inget meddelande har skickats ännu.
mailbox-mail = E-post
mailbox-sms = Textmeddelande
