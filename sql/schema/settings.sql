-- name: set_timezone
-- A session setting would leave every new cursor in UTC.
set global timezone = 'Asia/Shanghai';

-- name: set_checkpoint_threshold
-- The default of 16 MB stalls the writer every hundred commits.
set global checkpoint_threshold = '256MB';

-- name: lock_settings
-- After this no statement can reach files, extensions or settings.
set lock_configuration = true;
