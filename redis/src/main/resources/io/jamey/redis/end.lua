-- A write is over. KEYS and ARGV: as in announce.lua. What no longer holds goes once more: the server may have
-- forgotten meanwhile that somebody was writing.
for i = 1, tonumber(ARGV[1]) do
  local others = ''
  local there = redis.call('GET', KEYS[i]) or ''
  for at = 1, #there, 45 do
    if string.sub(there, at, at + 31) ~= ARGV[2] then
      others = others .. string.sub(there, at, at + 44)
    end
  end
  if others == '' then
    redis.call('DEL', KEYS[i])
  else
    redis.call('SET', KEYS[i], others, 'KEEPTTL')
  end
end
for i = ARGV[1] + 1, #KEYS do
  redis.call('UNLINK', KEYS[i])
end
return 1
