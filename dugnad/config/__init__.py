"""The composition root: settings, addresses and the command line. It may know every room; no room knows it."""
