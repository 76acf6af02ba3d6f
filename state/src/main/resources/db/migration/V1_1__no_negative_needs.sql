-- Sums of container sizes could overflow. What such a task takes is unknown; it counts as nothing until it ends.
UPDATE entity
SET body = json_set(body,
        '$.needs.cpu', max(json_extract(body, '$.needs.cpu'), 0),
        '$.needs.memoryMib', max(json_extract(body, '$.needs.memoryMib'), 0))
WHERE kind = 'Task'
  AND (json_extract(body, '$.needs.cpu') < 0 OR json_extract(body, '$.needs.memoryMib') < 0);
