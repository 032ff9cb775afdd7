"""What holds several captures: archives, mails, lists of feeds and of addresses."""
