-- name: offsets_now
-- One row: how far each partition has been read, as a vector for the reads `…_as_of`.
-- It names topics by their id, so that every hub understands it.
with newest as (
    select
        epochs.topic_id,
        offsets.partition_no,
        offsets.next_offset,
    from offsets
    inner join epochs using (epoch, topic)
    qualify
        offsets.epoch = max(offsets.epoch) over (partition by offsets.topic)
)

select
    to_json(
        list(
            {
                'topic_id': topic_id,
                'partition': partition_no,
                'next_offset': next_offset
            }
            order by topic_id, partition_no
        )
    )::varchar as offsets,
from newest;

-- name: offsets_at
-- One row: the vector of what the broker had stamped up to a moment.
-- Stamps that producers give may come out of order, so each entry says until when.
with logged as (
    select
        epoch,
        topic,
        partition_no,
        offset_no,
    from event_log
    where record_at <= $at::timestamptz
    union all
    select
        epoch,
        topic,
        partition_no,
        offset_no,
    from move_log
    where record_at <= $at::timestamptz
    union all
    select
        epoch,
        topic,
        partition_no,
        offset_no,
    from desk_log
    where record_at <= $at::timestamptz
),

ends as (
    select
        topic,
        partition_no,
        max(epoch) as epoch,
        arg_max(offset_no, row(epoch, offset_no)) + 1 as next_offset,
    from logged
    group by topic, partition_no
),

newest as (
    select
        epochs.topic_id,
        ends.partition_no,
        ends.next_offset,
    from ends
    inner join epochs using (epoch, topic)
)

select
    to_json(
        list(
            {
                'topic_id': topic_id,
                'partition': partition_no,
                'next_offset': next_offset,
                'stamped_until': strftime(
                    $at::timestamptz at time zone 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ'
                )
            }
            order by topic_id, partition_no
        )
    )::varchar as offsets,
from newest;

-- name: holes
-- One row per stretch of offsets that this store lacks, by the id of its topic.
-- Kafka had dropped them before they were read.
select
    epochs.topic_id,
    holes.topic,
    holes.partition_no,
    holes.first_offset,
    holes.until_offset,
from holes
inner join epochs using (epoch, topic)
order by holes.topic, holes.partition_no, holes.first_offset;

-- name: standing
-- One row: what a hub is and how far it has read, by topic ids, of whatever epoch.
-- So two hubs can be compared, which number epochs and batches of their own.
with read_until as (
    select
        epochs.topic_id,
        offsets.partition_no,
        max(offsets.next_offset) as next_offset,
        max(offsets.last_record_at) as last_record_at,
    from offsets
    inner join epochs using (epoch, topic)
    group by epochs.topic_id, offsets.partition_no
)

select
    (
        select max(value), from store_meta
        where name = 'schema'
    ) as schema,
    (
        select max(value), from store_meta
        where name = 'holds'
    ) as holds,
    (
        select string_agg(value, ' ' order by name), from store_meta
        where name in ('edition', 'signers')
    ) as edition,
    (
        select coalesce(list(read_until), []), from read_until
    ) as places,;
