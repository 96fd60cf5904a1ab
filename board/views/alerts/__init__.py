"""The duty officer's queue of camera alerts: rationed, judged together."""
