-- One purchase, decided and stored in one step. Redis runs one script at a time, so what is read here holds until the end.
--
-- KEYS  1 the sale: opens, closes (µs since 1970), limit, price, currency, last, and stock:SKU, sold:SKU per item
--       2 who has bought: buyer -> order number
--       3 the orders: order number -> key, sku, quantity, µs, buyer (tabs between them; none of them can hold one)
-- ARGV  sku, quantity, buyer, idempotency key
--
-- Answers one line, so that a client needs to read one line: a letter, then what the answer needs.
--   S number µs price currency   sold              R number µs price currency   the first answer to this key, again
--   C closed   O sold out   N opens: not open yet  L limit: bought before       F left: fewer left than asked
--   K key used for another request   U unknown sale   I unknown item
local sale, buyers, orders = KEYS[1], KEYS[2], KEYS[3]
local sku, quantity, buyer, key = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

local facts = redis.call('HMGET', sale, 'opens', 'closes', 'limit', 'price', 'currency', 'last',
    'stock:' .. sku, 'sold:' .. sku)
local number = redis.call('HGET', buyers, buyer)
if number then
    local order = redis.call('HGET', orders, number)
    local request = key .. '\t' .. sku .. '\t' .. quantity .. '\t'
    if string.sub(order, 1, #request) == request then
        local micros = string.match(order, '^%d+', #request + 1)
        return { ok = 'R\t' .. number .. '\t' .. micros .. '\t' .. facts[4] .. '\t' .. facts[5] }
    end
    if string.sub(order, 1, #key + 1) == key .. '\t' then
        return { ok = 'K' }
    end
end

if not facts[1] then
    return { ok = 'U' }
end
local time = redis.call('TIME')
local micros = time[1] .. string.format('%06d', time[2])
local now = tonumber(micros)
if now >= tonumber(facts[2]) then
    return { ok = 'C' }
end
if now < tonumber(facts[1]) then
    return { ok = 'N\t' .. facts[1] }
end
if not facts[7] then
    return { ok = 'I' }
end
local left = facts[7] - facts[8]
if left <= 0 then
    return { ok = 'O' }
end
if number and facts[3] ~= '0' then
    return { ok = 'L\t' .. facts[3] }
end
if left < tonumber(quantity) then
    return { ok = 'F\t' .. left }
end

number = facts[6] + 1
redis.call('HSET', sale, 'last', number, 'sold:' .. sku, facts[8] + quantity)
redis.call('HSET', buyers, buyer, number)
redis.call('HSET', orders, number, key .. '\t' .. sku .. '\t' .. quantity .. '\t' .. micros .. '\t' .. buyer)
return { ok = 'S\t' .. number .. '\t' .. micros .. '\t' .. facts[4] .. '\t' .. facts[5] }
