CREATE TABLE round (
	id INTEGER NOT NULL,
	slug VARCHAR(80) NOT NULL,
	title VARCHAR(120) NOT NULL,
	description TEXT NOT NULL,
	is_reference BOOLEAN NOT NULL,
	capital_test BOOLEAN NOT NULL,
	year INTEGER,
	currency VARCHAR(3) NOT NULL,
	ballot_type VARCHAR(20) NOT NULL,
	method VARCHAR(20) NOT NULL,
	completion VARCHAR(10) NOT NULL,
	comparison BOOLEAN NOT NULL,
	utility VARCHAR(12) NOT NULL,
	most_choices INTEGER,
	most_points INTEGER,
	most_points_per_plan INTEGER,
	least_spend_percent INTEGER NOT NULL,
	threshold INTEGER NOT NULL,
	lot VARCHAR(12) NOT NULL,
	largest_plan_percent INTEGER NOT NULL,
	collect_from DATETIME NOT NULL,
	collect_until DATETIME NOT NULL,
	review_until DATETIME NOT NULL,
	opens_at DATETIME NOT NULL,
	closes_at DATETIME NOT NULL,
	grace_seconds INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	announced_at DATETIME,
	CONSTRAINT pk_round PRIMARY KEY (id),
	CONSTRAINT ck_round_ballot_type CHECK (ballot_type IN ('approval','knapsack','choose_1','points','ranking')),
	CONSTRAINT ck_round_most_choices CHECK (most_choices >= 1 AND (ballot_type <> 'ranking' OR is_reference OR most_choices <= 20)),
	CONSTRAINT ck_round_most_points CHECK (most_points BETWEEN 1 AND 65535),
	CONSTRAINT ck_round_most_points_per_plan CHECK (most_points_per_plan BETWEEN 1 AND 65535),
	CONSTRAINT ck_round_utility_of_ballot CHECK ((ballot_type IN ('points','ranking')) = (utility = '')),
	CONSTRAINT ck_round_utility CHECK (utility IN ('','cost','cardinality')),
	CONSTRAINT ck_round_least_spend CHECK (least_spend_percent BETWEEN 0 AND 100),
	CONSTRAINT ck_round_least_spend_of_knapsack CHECK (least_spend_percent = 0 OR ballot_type = 'knapsack'),
	CONSTRAINT ck_round_threshold CHECK (threshold >= 0),
	CONSTRAINT ck_round_lot CHECK (lot IN ('none','automatic','dice')),
	CONSTRAINT ck_round_method CHECK (method IN ('equalshares','greedy')),
	CONSTRAINT ck_round_completion CHECK (completion IN ('none','add1','add1u','greedy')),
	CONSTRAINT ck_round_reference_has_no_year CHECK (is_reference = (year IS NULL)),
	CONSTRAINT ck_round_capital_test_on CHECK (capital_test OR is_reference),
	CONSTRAINT ck_round_calendar CHECK (collect_from < collect_until AND collect_until <= review_until AND review_until <= opens_at AND opens_at < closes_at),
	CONSTRAINT ck_round_largest_plan CHECK (largest_plan_percent BETWEEN 1 AND 100),
	CONSTRAINT uq_round_slug UNIQUE (slug),
	CONSTRAINT fk_round_year FOREIGN KEY(year) REFERENCES budget_year (year)
);

CREATE TABLE round_area (
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	pot_cents BIGINT NOT NULL,
	account_id INTEGER,
	hours INTEGER,
	hours_account_id INTEGER,
	CONSTRAINT pk_round_area PRIMARY KEY (round_id, area_code),
	CONSTRAINT ck_round_area_pot CHECK (pot_cents > 0),
	CONSTRAINT ck_round_area_hours CHECK (hours > 0),
	CONSTRAINT fk_round_area_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_round_area_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_round_area_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_round_area_hours_account_id FOREIGN KEY(hours_account_id) REFERENCES account (id)
);

CREATE TABLE round_limit (
	round_id INTEGER NOT NULL,
	theme VARCHAR(20) NOT NULL,
	most_percent INTEGER NOT NULL,
	CONSTRAINT pk_round_limit PRIMARY KEY (round_id, theme),
	CONSTRAINT ck_round_limit_most_percent CHECK (most_percent BETWEEN 1 AND 99),
	CONSTRAINT fk_round_limit_round_id FOREIGN KEY(round_id) REFERENCES round (id)
);

CREATE TABLE exclusion_group (
	id INTEGER NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	why TEXT NOT NULL,
	marked_at DATETIME NOT NULL,
	marked_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_exclusion_group PRIMARY KEY (id),
	CONSTRAINT ck_exclusion_group_why CHECK (why <> ''),
	CONSTRAINT fk_exclusion_group_round_id_area_code FOREIGN KEY(round_id, area_code) REFERENCES round_area (round_id, area_code)
);

CREATE INDEX ix_exclusion_group_round_area ON exclusion_group (round_id, area_code);

CREATE TABLE lot_entry (
	id INTEGER NOT NULL,
	round_id INTEGER NOT NULL,
	digits VARCHAR(20) NOT NULL,
	by_key VARCHAR(26) NOT NULL,
	by_role VARCHAR(30) NOT NULL,
	entered_at DATETIME NOT NULL,
	CONSTRAINT pk_lot_entry PRIMARY KEY (id),
	CONSTRAINT ck_lot_entry_digits CHECK (length(digits) = 20),
	CONSTRAINT fk_lot_entry_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id)
);

CREATE TRIGGER lot_entry_no_update BEFORE UPDATE ON lot_entry BEGIN SELECT RAISE(ABORT, 'append-only: lot_entry'); END;

CREATE TRIGGER lot_entry_no_delete BEFORE DELETE ON lot_entry BEGIN SELECT RAISE(ABORT, 'append-only: lot_entry'); END;

CREATE TABLE lot (
	round_id INTEGER NOT NULL,
	digits VARCHAR(20) NOT NULL,
	first_by_key VARCHAR(26) NOT NULL,
	first_by_role VARCHAR(30) NOT NULL,
	second_by_key VARCHAR(26) NOT NULL,
	second_by_role VARCHAR(30) NOT NULL,
	stands_since DATETIME NOT NULL,
	CONSTRAINT pk_lot PRIMARY KEY (round_id),
	CONSTRAINT ck_lot_digits CHECK (length(digits) = 20),
	CONSTRAINT ck_lot_two_people CHECK (first_by_key <> second_by_key),
	CONSTRAINT fk_lot_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id)
);

CREATE TRIGGER lot_no_update BEFORE UPDATE ON lot BEGIN SELECT RAISE(ABORT, 'append-only: lot'); END;

CREATE TRIGGER lot_no_delete BEFORE DELETE ON lot BEGIN SELECT RAISE(ABORT, 'append-only: lot'); END;

CREATE TABLE exclusion_member (
	proposal_id INTEGER NOT NULL,
	group_id INTEGER NOT NULL,
	CONSTRAINT pk_exclusion_member PRIMARY KEY (proposal_id),
	CONSTRAINT fk_exclusion_member_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id),
	CONSTRAINT fk_exclusion_member_group_id FOREIGN KEY(group_id) REFERENCES exclusion_group (id)
);

CREATE INDEX ix_exclusion_member_group_id ON exclusion_member (group_id);
