-- name: set_quick_shutdown
-- A stop must not wait for a checkpoint; the next start replays the log.
pragma disable_checkpoint_on_shutdown;
