-- A write begins. KEYS: first those that say who is writing, then what no longer holds.
-- ARGV: how many of the first kind; the writer, 32 characters; milliseconds after which it is taken for dead.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local mine = ARGV[2] .. string.format('%013d', now + ARGV[3])
for i = 1, tonumber(ARGV[1]) do
  local others = ''
  local there = redis.call('GET', KEYS[i]) or ''
  for at = 1, #there, 45 do
    if tonumber(string.sub(there, at + 32, at + 44)) > now then
      others = others .. string.sub(there, at, at + 44)
    end
  end
  redis.call('SET', KEYS[i], others .. mine, 'PX', ARGV[3])
end
for i = ARGV[1] + 1, #KEYS do
  redis.call('UNLINK', KEYS[i])
end
return 1
