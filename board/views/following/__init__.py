"""关注与提醒: what somebody keeps an eye on, as he alone sees it."""
