"""Tools that set up, test and ship the house. Nothing here is needed to serve a municipality."""
