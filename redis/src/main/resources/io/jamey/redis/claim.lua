-- Asks for entries, and claims those that are missing: whoever holds the claim loads them.
-- KEYS: the token, who writes to any of the entries, then for each entry: who writes to it, and itself.
-- ARGV: a token, if there is none; its milliseconds, 0 for good; the claim; its milliseconds; for each entry, 1 if
-- it is to be replaced though it is there.
-- Answers: the token, and for each entry what is there now ('W': somebody is writing); nothing while somebody
-- writes to any.
if redis.call('EXISTS', KEYS[2]) == 1 then
  return {}
end
local token = redis.call('GET', KEYS[1])
if not token then
  token = ARGV[1]
  if ARGV[2] == '0' then
    redis.call('SET', KEYS[1], token)
  else
    redis.call('SET', KEYS[1], token, 'PX', ARGV[2])
  end
end
local claim = 'L' .. token .. ARGV[3]
local answer = {token}
for i = 1, (#KEYS - 2) / 2 do
  local entry = KEYS[2 * i + 2]
  local there = redis.call('GET', entry)
  local kind = there and string.sub(there, 2, 17) == token and string.sub(there, 1, 1)
  if redis.call('EXISTS', KEYS[2 * i + 1]) == 1 then
    answer[i + 1] = 'W'
  elseif kind == 'L' or kind == 'V' and ARGV[4 + i] ~= '1' then
    answer[i + 1] = there
  else
    redis.call('SET', entry, claim, 'PX', ARGV[4])
    answer[i + 1] = claim
  end
end
return answer
