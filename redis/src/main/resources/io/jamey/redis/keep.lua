-- Keeps what was loaded where the claim still stands. KEYS: entries. ARGV: the claim, then for each entry its
-- milliseconds, 0 for good, and its bytes, none to give the claim up.
for i = 1, #KEYS do
  local there = redis.call('GET', KEYS[i])
  if there and string.sub(there, 1, 1) == 'L' and string.sub(there, 18) == ARGV[1] then
    local value = ARGV[2 * i + 1]
    if value == '' then
      redis.call('UNLINK', KEYS[i])
    elseif ARGV[2 * i] == '0' then
      redis.call('SET', KEYS[i], value)
    else
      redis.call('SET', KEYS[i], value, 'PX', ARGV[2 * i])
    end
  end
end
return 1
