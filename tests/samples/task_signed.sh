#!/bin/sh
# An agency's own system signs for its joint task (演示数据): BROKER KIND CASE TASK.
# It needs to know neither `after` nor `division_code`.
printf '{"move_id": "%s", "kind": "%s", "case_id": "%s", "move": "task_sign",
 "task_id": "%s", "acting_center": "421321101201", "acting_agency": "fire",
 "role": "agency_staff", "actor": "fire-119", "moved_at": "%s", "synthetic": true}' \
    "fire-sign-$4" "$2" "$3" "$4" "$(date +%Y-%m-%dT%H:%M:%S%z | sed 's/..$/:&/')" |
    tr -d '\n' | kcat -P -b "$1" -t cgc.handling -k "$3"
