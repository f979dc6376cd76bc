"""Who may open what: every address of the site × every role × own and other's × GET and POST."""
