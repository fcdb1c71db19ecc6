\set number random(1, 9000000000000)
SELECT buy(:sale, 'sneaker-42', 1, 'buyer-' || :client_id || '-' || :number, 'key-' || :number)
