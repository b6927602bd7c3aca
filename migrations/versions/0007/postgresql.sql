ALTER TABLE round DROP CONSTRAINT ck_round_ballot_type;

ALTER TABLE round ADD CONSTRAINT ck_round_ballot_type CHECK (ballot_type IN ('approval','knapsack','choose_1','points','ranking'));

ALTER TABLE round ADD COLUMN utility VARCHAR(12) NOT NULL DEFAULT 'cost';

ALTER TABLE round ALTER COLUMN utility DROP DEFAULT;

ALTER TABLE round ADD COLUMN most_choices INTEGER;

ALTER TABLE round ADD COLUMN most_points INTEGER;

ALTER TABLE round ADD COLUMN most_points_per_plan INTEGER;

ALTER TABLE round ADD COLUMN least_spend_percent INTEGER NOT NULL DEFAULT 0;

ALTER TABLE round ALTER COLUMN least_spend_percent DROP DEFAULT;

ALTER TABLE round ADD COLUMN threshold INTEGER NOT NULL DEFAULT 0;

ALTER TABLE round ALTER COLUMN threshold DROP DEFAULT;

ALTER TABLE round ADD COLUMN lot VARCHAR(12) NOT NULL DEFAULT 'none';

ALTER TABLE round ALTER COLUMN lot DROP DEFAULT;

ALTER TABLE round ADD CONSTRAINT ck_round_most_choices CHECK (most_choices >= 1 AND (ballot_type <> 'ranking' OR is_reference OR most_choices <= 20));

ALTER TABLE round ADD CONSTRAINT ck_round_most_points CHECK (most_points BETWEEN 1 AND 65535);

ALTER TABLE round ADD CONSTRAINT ck_round_most_points_per_plan CHECK (most_points_per_plan BETWEEN 1 AND 65535);

ALTER TABLE round ADD CONSTRAINT ck_round_utility_of_ballot CHECK ((ballot_type IN ('points','ranking')) = (utility = ''));

ALTER TABLE round ADD CONSTRAINT ck_round_utility CHECK (utility IN ('','cost','cardinality'));

ALTER TABLE round ADD CONSTRAINT ck_round_least_spend CHECK (least_spend_percent BETWEEN 0 AND 100);

ALTER TABLE round ADD CONSTRAINT ck_round_least_spend_of_knapsack CHECK (least_spend_percent = 0 OR ballot_type = 'knapsack');

ALTER TABLE round ADD CONSTRAINT ck_round_threshold CHECK (threshold >= 0);

ALTER TABLE round ADD CONSTRAINT ck_round_lot CHECK (lot IN ('none','automatic','dice'));

ALTER TABLE round_area ADD COLUMN hours INTEGER;

ALTER TABLE round_area ADD COLUMN hours_account_id BIGINT;

ALTER TABLE round_area ADD CONSTRAINT fk_round_area_hours_account_id FOREIGN KEY(hours_account_id) REFERENCES account (id);

ALTER TABLE round_area ADD CONSTRAINT ck_round_area_hours CHECK (hours > 0);

CREATE TABLE round_limit (
	round_id BIGINT NOT NULL,
	theme VARCHAR(20) NOT NULL,
	most_percent INTEGER NOT NULL,
	CONSTRAINT pk_round_limit PRIMARY KEY (round_id, theme),
	CONSTRAINT ck_round_limit_most_percent CHECK (most_percent BETWEEN 1 AND 99),
	CONSTRAINT fk_round_limit_round_id FOREIGN KEY(round_id) REFERENCES round (id)
);

CREATE TABLE exclusion_group (
	id BIGSERIAL NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	why TEXT NOT NULL,
	marked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	marked_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_exclusion_group PRIMARY KEY (id),
	CONSTRAINT ck_exclusion_group_why CHECK (why <> ''),
	CONSTRAINT fk_exclusion_group_round_id_area_code FOREIGN KEY(round_id, area_code) REFERENCES round_area (round_id, area_code)
);

CREATE INDEX ix_exclusion_group_round_area ON exclusion_group (round_id, area_code);

CREATE TABLE lot_entry (
	id BIGSERIAL NOT NULL,
	round_id BIGINT NOT NULL,
	digits VARCHAR(20) NOT NULL,
	by_key VARCHAR(26) NOT NULL,
	by_role VARCHAR(30) NOT NULL,
	entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_lot_entry PRIMARY KEY (id),
	CONSTRAINT ck_lot_entry_digits CHECK (length(digits) = 20),
	CONSTRAINT fk_lot_entry_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id)
);

CREATE FUNCTION lot_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: lot_entry' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER lot_entry_append_only BEFORE UPDATE OR DELETE ON lot_entry FOR EACH ROW EXECUTE FUNCTION lot_entry_refuse();

CREATE TRIGGER lot_entry_no_truncate BEFORE TRUNCATE ON lot_entry FOR EACH STATEMENT EXECUTE FUNCTION lot_entry_refuse();

CREATE TABLE lot (
	round_id BIGINT NOT NULL,
	digits VARCHAR(20) NOT NULL,
	first_by_key VARCHAR(26) NOT NULL,
	first_by_role VARCHAR(30) NOT NULL,
	second_by_key VARCHAR(26) NOT NULL,
	second_by_role VARCHAR(30) NOT NULL,
	stands_since TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_lot PRIMARY KEY (round_id),
	CONSTRAINT ck_lot_digits CHECK (length(digits) = 20),
	CONSTRAINT ck_lot_two_people CHECK (first_by_key <> second_by_key),
	CONSTRAINT fk_lot_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id)
);

CREATE FUNCTION lot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: lot' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER lot_append_only BEFORE UPDATE OR DELETE ON lot FOR EACH ROW EXECUTE FUNCTION lot_refuse();

CREATE TRIGGER lot_no_truncate BEFORE TRUNCATE ON lot FOR EACH STATEMENT EXECUTE FUNCTION lot_refuse();

CREATE TABLE exclusion_member (
	proposal_id BIGINT NOT NULL,
	group_id BIGINT NOT NULL,
	CONSTRAINT pk_exclusion_member PRIMARY KEY (proposal_id),
	CONSTRAINT fk_exclusion_member_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id),
	CONSTRAINT fk_exclusion_member_group_id FOREIGN KEY(group_id) REFERENCES exclusion_group (id)
);

CREATE INDEX ix_exclusion_member_group_id ON exclusion_member (group_id);
