-- The shop in front of Redis: checks the request, asks the script, writes the answer. One round trip to Redis a request.
local cjson = require "cjson.safe"

local ngx, tcp = ngx, ngx.socket.tcp
local byte, concat, find, format, match, sub = string.byte, table.concat, string.find, string.format, string.match, string.sub

local POOL_IDLE_MILLIS = 300000
local POOL_SIZE = 512
local MEMBERS = { sku = true, quantity = true, buyerId = true, group = true }

local M = {}
local script, sha, redis_address, durability

-- RESP's length-prefixed string.
local function bulk(text)
    return "$" .. #text .. "\r\n" .. text .. "\r\n"
end

local evalsha_head, eval_head

function M.prepare(script_file, address, promise)
    local file = assert(io.open(script_file, "rb"))
    script = file:read("*a")
    file:close()
    sha = ngx.sha1_bin(script):gsub(".", function(c) return format("%02x", byte(c)) end)
    redis_address = address
    durability = promise
    evalsha_head = "*10\r\n" .. bulk("EVALSHA") .. bulk(sha) .. bulk("3")
    eval_head = "*10\r\n" .. bulk("EVAL") .. bulk(script) .. bulk("3")
end

local function respond(status, content_type, body)
    ngx.status = status
    local header = ngx.header
    header["Content-Type"] = content_type
    header["Content-Length"] = #body
    ngx.print(body)
end

local function problem_body(status, code, title, more)
    return '{"type":"/problems/' .. code .. '","title":"' .. title .. '","status":' .. status .. ',"code":"' .. code
        .. '"' .. (more or "") .. "}"
end

local function refuse(status, code, title, more)
    respond(status, "application/problem+json", problem_body(status, code, title, more))
end

local function malformed(detail)
    refuse(400, "malformed", "Malformed request", ',"detail":' .. cjson.encode(detail))
end

-- Asks the script. nil and why, if Redis does not answer.
local function ask(sale, sku, quantity, buyer, key)
    local socket = tcp()
    local ok, err = socket:connect(redis_address)
    if not ok then
        return nil, err
    end
    local tail = concat({ bulk("sale:" .. sale), bulk("buyers:" .. sale), bulk("orders:" .. sale),
        bulk(sku), bulk(quantity), bulk(buyer), bulk(key) })
    local line
    ok, err = socket:send(evalsha_head .. tail)
    if ok then
        line, err = socket:receive()
    end
    if line and sub(line, 1, 9) == "-NOSCRIPT" then
        -- The first request after a start of Redis brings the script along.
        line, err = nil, nil
        ok, err = socket:send(eval_head .. tail)
        if ok then
            line, err = socket:receive()
        end
    end
    if not line then
        return nil, err
    end
    socket:setkeepalive(POOL_IDLE_MILLIS, POOL_SIZE)
    if byte(line) ~= 43 then -- '+'
        return nil, line
    end
    return line
end

local last_second, last_second_text

local function rfc3339(micros)
    local second = sub(micros, 1, -7)
    if second ~= last_second then
        last_second, last_second_text = second, os.date("!%Y-%m-%dT%H:%M:%S.", tonumber(second))
    end
    return last_second_text .. sub(micros, -6) .. "Z"
end

local function sold(sale, sku, quantity, buyer, line, again)
    local number, micros, price, currency = match(line, "^..\t(%d+)\t(%d+)\t(%d+)\t(%u+)$")
    local id = sale .. "-" .. number
    ngx.header["Location"] = "/v1/orders/" .. id
    if again then
        ngx.header["Idempotent-Replayed"] = "true"
    end
    respond(201, "application/json", concat({ '{"orderId":"', id, '","saleId":"', sale, '","buyerId":',
        cjson.encode(buyer), ',"items":[{"sku":"', sku, '","quantity":', quantity, ',"unitPrice":', price,
        '}],"total":', format("%d", price * quantity), ',"currency":"', currency,
        '","status":"CONFIRMED","sequence":', number, ',"decidedAt":"', rfc3339(micros),
        '","durability":"', durability, '"}' }))
end

local CODES = {
    C = { 410, "sale-closed", "Sale closed" },
    O = { 409, "sold-out", "Sold out" },
    N = { 409, "not-open-yet", "Not open yet" },
    L = { 409, "buyer-limit", "Buyer's limit reached" },
    F = { 409, "insufficient-stock", "Insufficient stock" },
    K = { 422, "key-reused", "Idempotency key reused" },
    U = { 404, "unknown-sale", "Unknown sale" },
    I = { 404, "unknown-item", "Unknown item" },
}

-- Decides one purchase; returns the script's letter, or nothing where it was not asked.
local function decide(sale)
    if not sale then
        return refuse(404, "not-found", "Not found")
    end
    if ngx.req.get_method() ~= "POST" then
        ngx.header["Allow"] = "POST"
        return refuse(405, "method-not-allowed", "Method not allowed")
    end
    local var = ngx.var
    local content_type = var.content_type
    if not content_type or not find(content_type, "^application/json") then
        return refuse(415, "unsupported-media-type", "Unsupported media type")
    end
    local key = var.http_idempotency_key
    if not key or #key > 64 or not find(key, "^[\33-\126]+$") then
        return malformed("Idempotency-Key: expected 1-64 visible ASCII characters")
    end
    ngx.req.read_body()
    local text = ngx.req.get_body_data()
    local body = text and cjson.decode(text)
    if type(body) ~= "table" then
        return malformed("the body is not a JSON object")
    end
    for name in pairs(body) do
        if not MEMBERS[name] then
            return malformed("unknown member " .. tostring(name))
        end
    end
    local sku, buyer, quantity = body.sku, body.buyerId, body.quantity or 1
    if type(sku) ~= "string" or #sku > 64 or not find(sku, "^[%w._-]+$") then
        return malformed("sku: expected 1-64 of A-Z a-z 0-9 . _ -")
    end
    if type(buyer) ~= "string" or buyer == "" or #buyer > 256 or find(buyer, "%c") then
        return malformed("buyerId: expected 1-64 visible characters")
    end
    if type(quantity) ~= "number" or quantity < 1 or quantity > 1000000 or quantity % 1 ~= 0 then
        return malformed("quantity: expected a whole number from 1 on")
    end
    quantity = format("%d", quantity)

    local line, err = ask(sale, sku, quantity, buyer, key)
    if not line then
        ngx.log(ngx.ERR, "redis: ", err)
        ngx.header["Retry-After"] = "1"
        return refuse(503, "journal-unavailable", "Journal unavailable")
    end
    local letter = sub(line, 2, 2)
    if letter == "S" or letter == "R" then
        sold(sale, sku, quantity, buyer, line, letter == "R")
        return letter
    end
    local code = CODES[letter]
    local more = ',"saleId":"' .. sale .. '","sku":"' .. sku .. '"'
    if letter == "C" or letter == "O" then
        more = more .. ',"final":true'
    elseif letter == "N" then
        more = more .. ',"opensAt":"' .. rfc3339(sub(line, 4)) .. '"'
    elseif letter == "L" then
        more = more .. ',"limit":' .. sub(line, 4)
    elseif letter == "F" then
        more = more .. ',"available":' .. sub(line, 4)
    end
    refuse(code[1], code[2], code[3], more)
    return letter
end

local function sale_of_request()
    return match(ngx.var.uri, "^/v1/sales/([%w._-]+)/orders$")
end

function M.buy()
    decide(sale_of_request())
end

local OVER_BODIES = {
    C = problem_body(410, "sale-closed", "Sale closed", ',"final":true'),
    O = problem_body(409, "sold-out", "Sold out", ',"final":true'),
}

-- The cheapest refusal that nginx can give: the flag alone. A winner who repeats a request is refused by it, too.
function M.buy_unless_over()
    local sale = sale_of_request()
    local over = sale and ngx.shared.over:get(sale)
    if over then
        return respond(CODES[over][1], "application/problem+json", OVER_BODIES[over])
    end
    local letter = decide(sale)
    if letter == "C" or letter == "O" then
        ngx.shared.over:set(sale, letter)
    end
end

return M
