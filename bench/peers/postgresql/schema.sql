-- The shop in PostgreSQL. A sale's stock lies in one row or in several ("slots"), so that buyers need not all wait for one lock.
CREATE TABLE sale (
    sale_id  text PRIMARY KEY,
    opens    timestamptz NOT NULL,
    closes   timestamptz NOT NULL,
    price    bigint NOT NULL,
    currency text NOT NULL,
    slots    int NOT NULL
);

-- Room in the page for a row's next versions: an update then touches no index (HOT).
CREATE TABLE stock (
    sale_id text NOT NULL,
    sku     text NOT NULL,
    slot    int NOT NULL,
    units   int NOT NULL CHECK (units >= 0),
    PRIMARY KEY (sale_id, sku, slot)
) WITH (fillfactor = 10);

-- One per buyer is the primary key.
CREATE TABLE orders (
    sale_id    text NOT NULL,
    buyer      text NOT NULL,
    key        text NOT NULL,
    sku        text NOT NULL,
    quantity   int NOT NULL,
    number     bigint GENERATED ALWAYS AS IDENTITY (CACHE 64),
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (sale_id, buyer)
);

-- One purchase: the order's id, or why not. Takes the stock last, so that its lock is held as short as can be.
CREATE FUNCTION buy(the_sale text, the_sku text, the_quantity int, the_buyer text, the_key text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    a_sale  sale%ROWTYPE;
    earlier orders%ROWTYPE;
    id      bigint;
    first   int;
    place   int;
BEGIN
    SELECT * INTO earlier FROM orders WHERE sale_id = the_sale AND buyer = the_buyer;
    IF FOUND AND earlier.key = the_key THEN
        IF earlier.sku = the_sku AND earlier.quantity = the_quantity THEN
            RETURN the_sale || '-' || earlier.number;
        END IF;
        RETURN 'key-reused';
    END IF;
    SELECT * INTO a_sale FROM sale WHERE sale_id = the_sale;
    IF NOT FOUND THEN
        RETURN 'unknown-sale';
    END IF;
    IF clock_timestamp() >= a_sale.closes THEN
        RETURN 'sale-closed';
    END IF;
    IF clock_timestamp() < a_sale.opens THEN
        RETURN 'not-open-yet';
    END IF;
    IF NOT EXISTS (SELECT FROM stock WHERE sale_id = the_sale AND sku = the_sku AND units >= the_quantity) THEN
        RETURN 'sold-out';
    END IF;
    IF earlier.buyer IS NOT NULL THEN
        RETURN 'buyer-limit';
    END IF;

    INSERT INTO orders (sale_id, buyer, key, sku, quantity, decided_at)
        VALUES (the_sale, the_buyer, the_key, the_sku, the_quantity, clock_timestamp())
        ON CONFLICT (sale_id, buyer) DO NOTHING RETURNING number INTO id;
    IF NOT FOUND THEN
        -- The same buyer, at the same moment: whoever was first has it.
        RETURN buy(the_sale, the_sku, the_quantity, the_buyer, the_key);
    END IF;
    first := abs(hashtext(the_buyer)::bigint) % a_sale.slots;
    FOR place IN 0 .. a_sale.slots - 1 LOOP
        UPDATE stock SET units = units - the_quantity
            WHERE sale_id = the_sale AND sku = the_sku AND slot = (first + place) % a_sale.slots AND units >= the_quantity;
        IF FOUND THEN
            RETURN the_sale || '-' || id;
        END IF;
    END LOOP;
    DELETE FROM orders WHERE sale_id = the_sale AND buyer = the_buyer;
    RETURN 'sold-out';
END
$$;
