"""The way to a human without script: plain pages and forms, for browsers that cannot show the chat."""
