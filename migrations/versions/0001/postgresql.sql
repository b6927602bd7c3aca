CREATE TABLE clock_shift (
	id INTEGER NOT NULL,
	seconds INTEGER NOT NULL,
	CONSTRAINT pk_clock_shift PRIMARY KEY (id),
	CONSTRAINT ck_clock_shift_one_row CHECK (id = 1)
);

CREATE TABLE log_row (
	seq BIGSERIAL NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	actor_key VARCHAR(26) NOT NULL,
	act VARCHAR(60) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	ground TEXT NOT NULL,
	facts TEXT NOT NULL,
	previous_hash VARCHAR(64) NOT NULL,
	hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_log_row PRIMARY KEY (seq),
	CONSTRAINT uq_log_row_previous_hash UNIQUE (previous_hash),
	CONSTRAINT uq_log_row_hash UNIQUE (hash)
);

CREATE FUNCTION log_row_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: log_row' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER log_row_append_only BEFORE UPDATE OR DELETE ON log_row FOR EACH ROW EXECUTE FUNCTION log_row_refuse();

CREATE TRIGGER log_row_no_truncate BEFORE TRUNCATE ON log_row FOR EACH STATEMENT EXECUTE FUNCTION log_row_refuse();

CREATE TABLE log_head (
	id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_log_head PRIMARY KEY (id),
	CONSTRAINT ck_log_head_one_row CHECK (id = 1)
);

INSERT INTO log_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE outbox_mail (
	id BIGSERIAL NOT NULL,
	to_address VARCHAR(254) NOT NULL,
	template VARCHAR(60) NOT NULL,
	facts TEXT NOT NULL,
	language VARCHAR(2) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	try_at TIMESTAMP WITH TIME ZONE NOT NULL,
	sent_at TIMESTAMP WITH TIME ZONE,
	attempts INTEGER NOT NULL,
	failure TEXT,
	CONSTRAINT pk_outbox_mail PRIMARY KEY (id),
	CONSTRAINT ck_outbox_mail_attempts CHECK (attempts >= 0),
	CONSTRAINT ck_outbox_mail_language CHECK (language IN ('nl','en'))
);

CREATE INDEX ix_outbox_mail_sent_at_try_at ON outbox_mail (sent_at, try_at);

CREATE TABLE setting (
	id BIGSERIAL NOT NULL,
	name VARCHAR(60) NOT NULL,
	value TEXT NOT NULL,
	set_at TIMESTAMP WITH TIME ZONE NOT NULL,
	set_by_key VARCHAR(26) NOT NULL,
	ground TEXT NOT NULL,
	CONSTRAINT pk_setting PRIMARY KEY (id)
);

CREATE INDEX ix_setting_name ON setting (name);

CREATE FUNCTION setting_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: setting' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER setting_append_only BEFORE UPDATE OR DELETE ON setting FOR EACH ROW EXECUTE FUNCTION setting_refuse();

CREATE TRIGGER setting_no_truncate BEFORE TRUNCATE ON setting FOR EACH STATEMENT EXECUTE FUNCTION setting_refuse();

CREATE TABLE area (
	code VARCHAR(40) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	name VARCHAR(120) NOT NULL,
	slug VARCHAR(140) NOT NULL,
	parent_code VARCHAR(40),
	inhabitants INTEGER NOT NULL,
	has_budget BOOLEAN NOT NULL,
	longitude DOUBLE PRECISION,
	latitude DOUBLE PRECISION,
	outline TEXT,
	label_x INTEGER,
	label_y INTEGER,
	CONSTRAINT pk_area PRIMARY KEY (code),
	CONSTRAINT ck_area_kind CHECK (kind IN ('municipality','district','neighbourhood','voting_area','reference')),
	CONSTRAINT ck_area_inhabitants CHECK (inhabitants >= 0),
	CONSTRAINT uq_area_slug UNIQUE (slug),
	CONSTRAINT fk_area_parent_code FOREIGN KEY(parent_code) REFERENCES area (code)
);

CREATE INDEX ix_area_kind ON area (kind);

CREATE TABLE person (
	key VARCHAR(26) NOT NULL,
	email VARCHAR(254) NOT NULL,
	name VARCHAR(120) NOT NULL,
	language VARCHAR(2) NOT NULL,
	generation INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	deactivated_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_person PRIMARY KEY (key),
	CONSTRAINT ck_person_language CHECK (language IN ('nl','en')),
	CONSTRAINT uq_person_email UNIQUE (email)
);

CREATE TABLE sign_in_code (
	id BIGSERIAL NOT NULL,
	purpose VARCHAR(20) NOT NULL,
	email VARCHAR(254) NOT NULL,
	person_key VARCHAR(26),
	code_hash VARCHAR(64) NOT NULL,
	handle_hash VARCHAR(64) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	used_at TIMESTAMP WITH TIME ZONE,
	tries INTEGER NOT NULL,
	CONSTRAINT pk_sign_in_code PRIMARY KEY (id),
	CONSTRAINT uq_sign_in_code_handle_hash UNIQUE (handle_hash)
);

CREATE INDEX ix_sign_in_code_email ON sign_in_code (email);

CREATE TABLE invitation (
	id BIGSERIAL NOT NULL,
	email VARCHAR(254) NOT NULL,
	name VARCHAR(120) NOT NULL,
	role VARCHAR(20) NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	invited_by_key VARCHAR(26) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	accepted_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_invitation PRIMARY KEY (id),
	CONSTRAINT uq_invitation_token_hash UNIQUE (token_hash)
);

CREATE TABLE attempt (
	id BIGSERIAL NOT NULL,
	kind VARCHAR(30) NOT NULL,
	source VARCHAR(64) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_attempt PRIMARY KEY (id)
);

CREATE INDEX ix_attempt_kind_source_at ON attempt (kind, source, at);

CREATE TABLE budget_year (
	year INTEGER NOT NULL,
	total_cents BIGINT NOT NULL,
	formula TEXT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	fixed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_budget_year PRIMARY KEY (year),
	CONSTRAINT ck_budget_year_total CHECK (total_cents > 0),
	CONSTRAINT ck_budget_year_fixed_with_reference CHECK ((fixed_at IS NULL) = (reference = ''))
);

CREATE TABLE area_member (
	area_code VARCHAR(40) NOT NULL,
	member_code VARCHAR(40) NOT NULL,
	CONSTRAINT pk_area_member PRIMARY KEY (area_code, member_code),
	CONSTRAINT fk_area_member_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_area_member_member_code FOREIGN KEY(member_code) REFERENCES area (code)
);

CREATE INDEX ix_area_member_member_code ON area_member (member_code);

CREATE TABLE role_grant (
	id BIGSERIAL NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	role VARCHAR(20) NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	granted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	granted_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_role_grant PRIMARY KEY (id),
	CONSTRAINT uq_role_grant_person_key_role_area_code UNIQUE (person_key, role, area_code),
	CONSTRAINT ck_role_grant_role CHECK (role IN ('coordinator','reviewer','finance','administrator')),
	CONSTRAINT fk_role_grant_person_key FOREIGN KEY(person_key) REFERENCES person (key)
);

CREATE TABLE second_factor (
	person_key VARCHAR(26) NOT NULL,
	secret BYTEA NOT NULL,
	confirmed_at TIMESTAMP WITH TIME ZONE,
	last_step INTEGER NOT NULL,
	CONSTRAINT pk_second_factor PRIMARY KEY (person_key),
	CONSTRAINT fk_second_factor_person_key FOREIGN KEY(person_key) REFERENCES person (key)
);

CREATE TABLE account (
	id BIGSERIAL NOT NULL,
	year INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	unit VARCHAR(10) NOT NULL,
	allocated BIGINT NOT NULL,
	carried_in BIGINT NOT NULL,
	additions BIGINT NOT NULL,
	standing BIGINT NOT NULL,
	saved BIGINT NOT NULL,
	reserve_left BIGINT NOT NULL,
	ring_fenced BIGINT NOT NULL,
	promised BIGINT NOT NULL,
	paid BIGINT NOT NULL,
	lapsed BIGINT NOT NULL,
	available BIGINT NOT NULL,
	CONSTRAINT pk_account PRIMARY KEY (id),
	CONSTRAINT uq_account_year_area_code_unit UNIQUE (year, area_code, unit),
	CONSTRAINT ck_account_unit CHECK (unit IN ('eur','minutes')),
	CONSTRAINT ck_account_allocated_not_negative CHECK (allocated >= 0),
	CONSTRAINT ck_account_carried_in_not_negative CHECK (carried_in >= 0),
	CONSTRAINT ck_account_additions_not_negative CHECK (additions >= 0),
	CONSTRAINT ck_account_standing_not_negative CHECK (standing >= 0),
	CONSTRAINT ck_account_saved_not_negative CHECK (saved >= 0),
	CONSTRAINT ck_account_reserve_left_not_negative CHECK (reserve_left >= 0),
	CONSTRAINT ck_account_ring_fenced_not_negative CHECK (ring_fenced >= 0),
	CONSTRAINT ck_account_promised_not_negative CHECK (promised >= 0),
	CONSTRAINT ck_account_paid_not_negative CHECK (paid >= 0),
	CONSTRAINT ck_account_lapsed_not_negative CHECK (lapsed >= 0),
	CONSTRAINT ck_account_available_not_negative CHECK (available >= 0),
	CONSTRAINT ck_account_identity CHECK (allocated + carried_in + additions = standing + saved + reserve_left + ring_fenced + promised + paid + lapsed + available),
	CONSTRAINT fk_account_year FOREIGN KEY(year) REFERENCES budget_year (year),
	CONSTRAINT fk_account_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE TABLE round (
	id BIGSERIAL NOT NULL,
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
	largest_plan_percent INTEGER NOT NULL,
	collect_from TIMESTAMP WITH TIME ZONE NOT NULL,
	collect_until TIMESTAMP WITH TIME ZONE NOT NULL,
	review_until TIMESTAMP WITH TIME ZONE NOT NULL,
	opens_at TIMESTAMP WITH TIME ZONE NOT NULL,
	closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
	grace_seconds INTEGER NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	announced_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_round PRIMARY KEY (id),
	CONSTRAINT ck_round_ballot_type CHECK (ballot_type IN ('approval','knapsack','choose_1')),
	CONSTRAINT ck_round_method CHECK (method IN ('equalshares','greedy')),
	CONSTRAINT ck_round_completion CHECK (completion IN ('none','add1','add1u','greedy')),
	CONSTRAINT ck_round_reference_has_no_year CHECK (is_reference = (year IS NULL)),
	CONSTRAINT ck_round_capital_test_on CHECK (capital_test OR is_reference),
	CONSTRAINT ck_round_calendar CHECK (collect_from < collect_until AND collect_until <= review_until AND review_until <= opens_at AND opens_at < closes_at),
	CONSTRAINT ck_round_largest_plan CHECK (largest_plan_percent BETWEEN 1 AND 100),
	CONSTRAINT uq_round_slug UNIQUE (slug),
	CONSTRAINT fk_round_year FOREIGN KEY(year) REFERENCES budget_year (year)
);

CREATE TABLE movement (
	id BIGSERIAL NOT NULL,
	account_id BIGINT NOT NULL,
	kind VARCHAR(30) NOT NULL,
	cents BIGINT NOT NULL,
	ground TEXT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	external_reference VARCHAR(80) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	actor_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_movement PRIMARY KEY (id),
	CONSTRAINT fk_movement_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_movement_account_id ON movement (account_id);

CREATE FUNCTION movement_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: movement' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER movement_append_only BEFORE UPDATE OR DELETE ON movement FOR EACH ROW EXECUTE FUNCTION movement_refuse();

CREATE TRIGGER movement_no_truncate BEFORE TRUNCATE ON movement FOR EACH STATEMENT EXECUTE FUNCTION movement_refuse();

CREATE TABLE round_area (
	round_id BIGINT NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	pot_cents BIGINT NOT NULL,
	account_id BIGINT,
	CONSTRAINT pk_round_area PRIMARY KEY (round_id, area_code),
	CONSTRAINT ck_round_area_pot CHECK (pot_cents > 0),
	CONSTRAINT fk_round_area_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_round_area_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_round_area_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE round_criterion (
	round_id BIGINT NOT NULL,
	code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	text_nl TEXT NOT NULL,
	text_en TEXT NOT NULL,
	CONSTRAINT pk_round_criterion PRIMARY KEY (round_id, code),
	CONSTRAINT fk_round_criterion_round_id FOREIGN KEY(round_id) REFERENCES round (id)
);

CREATE TABLE proposal (
	id BIGSERIAL NOT NULL,
	round_id BIGINT NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	neighbourhood_code VARCHAR(40),
	proposer_key VARCHAR(26) NOT NULL,
	proposer_name VARCHAR(80) NOT NULL,
	state VARCHAR(20) NOT NULL,
	admissible BOOLEAN NOT NULL,
	hard_grounds INTEGER NOT NULL,
	open_soft_grounds INTEGER NOT NULL,
	title VARCHAR(120) NOT NULL,
	summary VARCHAR(200) NOT NULL,
	description TEXT NOT NULL,
	benefit TEXT NOT NULL,
	own_contribution TEXT NOT NULL,
	theme VARCHAR(30) NOT NULL,
	place VARCHAR(200) NOT NULL,
	longitude DOUBLE PRECISION,
	latitude DOUBLE PRECISION,
	amount_cents BIGINT NOT NULL,
	touches_public_space VARCHAR(10) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	new_or_repair VARCHAR(20) NOT NULL,
	owner_after VARCHAR(20) NOT NULL,
	life_years INTEGER,
	upkeep_cents BIGINT,
	upkeep_payer VARCHAR(120) NOT NULL,
	third_party_cents BIGINT NOT NULL,
	permit VARCHAR(10) NOT NULL,
	hours INTEGER NOT NULL,
	declared_at TIMESTAMP WITH TIME ZONE,
	version INTEGER NOT NULL,
	saved_tab VARCHAR(32) NOT NULL,
	created_at TIMESTAMP WITH TIME ZONE NOT NULL,
	saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
	submitted_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_proposal PRIMARY KEY (id),
	CONSTRAINT ck_proposal_state CHECK (state IN ('draft', 'submitted', 'feasible', 'not_feasible', 'capital_route', 'on_ballot', 'won', 'lost', 'withdrawn')),
	CONSTRAINT ck_proposal_kind CHECK (kind IN ('roads', 'lighting', 'street_furniture', 'play', 'sports', 'green', 'building', 'sewers', 'bridge', 'water', 'other', 'none', 'unknown')),
	CONSTRAINT ck_proposal_touches_public_space CHECK (touches_public_space IN ('yes', 'no', 'unknown')),
	CONSTRAINT ck_proposal_new_or_repair CHECK (new_or_repair IN ('new', 'replacement', 'life_extending', 'maintenance', 'unknown')),
	CONSTRAINT ck_proposal_owner_after CHECK (owner_after IN ('municipality', 'proposer', 'other', 'unknown')),
	CONSTRAINT ck_proposal_permit CHECK (permit IN ('yes', 'no', 'unknown')),
	CONSTRAINT ck_proposal_amounts CHECK (amount_cents >= 0 AND third_party_cents >= 0),
	CONSTRAINT ck_proposal_upkeep CHECK (upkeep_cents >= 0),
	CONSTRAINT ck_proposal_life_years CHECK (life_years BETWEEN 0 AND 200),
	CONSTRAINT ck_proposal_hard_flag_is_never_admissible CHECK (NOT (admissible AND hard_grounds > 0)),
	CONSTRAINT ck_proposal_open_flag_is_never_admissible CHECK (NOT (admissible AND open_soft_grounds > 0)),
	CONSTRAINT ck_proposal_admissible_state CHECK (admissible = (state IN ('on_ballot','won','lost'))),
	CONSTRAINT uq_proposal_id_admissible UNIQUE (id, admissible),
	CONSTRAINT fk_proposal_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_proposal_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_proposal_neighbourhood_code FOREIGN KEY(neighbourhood_code) REFERENCES area (code)
);

CREATE INDEX ix_proposal_proposer_key ON proposal (proposer_key);

CREATE INDEX ix_proposal_public ON proposal (state, area_code, id);

CREATE INDEX ix_proposal_round_id ON proposal (round_id);

CREATE TABLE ballot_box (
	round_id BIGINT NOT NULL,
	is_reference BOOLEAN NOT NULL,
	state VARCHAR(12) NOT NULL,
	spec BYTEA NOT NULL,
	spec_hash VARCHAR(64) NOT NULL,
	salt BYTEA NOT NULL,
	argon2_memory_kib INTEGER NOT NULL,
	argon2_passes INTEGER NOT NULL,
	argon2_lanes INTEGER NOT NULL,
	opens_at TIMESTAMP WITH TIME ZONE NOT NULL,
	closes_at TIMESTAMP WITH TIME ZONE NOT NULL,
	grace_seconds INTEGER NOT NULL,
	sealed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	closed_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_ballot_box PRIMARY KEY (round_id),
	CONSTRAINT ck_ballot_box_state CHECK (state IN ('sealed','closed','published')),
	CONSTRAINT ck_ballot_box_closed_with_moment CHECK ((state = 'sealed') = (closed_at IS NULL)),
	CONSTRAINT ck_ballot_box_calendar CHECK (opens_at < closes_at),
	CONSTRAINT uq_ballot_box_round_id_is_reference UNIQUE (round_id, is_reference),
	CONSTRAINT fk_ballot_box_round_id FOREIGN KEY(round_id) REFERENCES round (id)
);

CREATE FUNCTION ballot_box_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'the spec of a vote does not change' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER ballot_box_spec_stands BEFORE UPDATE OF round_id, is_reference, spec, spec_hash, salt, argon2_memory_kib, argon2_passes, argon2_lanes, opens_at, closes_at, grace_seconds, sealed_at ON ballot_box FOR EACH ROW EXECUTE FUNCTION ballot_box_refuse();

CREATE TRIGGER ballot_box_never_reopens BEFORE UPDATE OF state ON ballot_box FOR EACH ROW WHEN (OLD.state <> 'sealed' AND NEW.state = 'sealed') EXECUTE FUNCTION ballot_box_refuse();

CREATE TRIGGER ballot_box_stays BEFORE DELETE ON ballot_box FOR EACH ROW EXECUTE FUNCTION ballot_box_refuse();

CREATE TRIGGER ballot_box_no_truncate BEFORE TRUNCATE ON ballot_box FOR EACH STATEMENT EXECUTE FUNCTION ballot_box_refuse();

CREATE TABLE ledger_line (
	id BIGSERIAL NOT NULL,
	movement_id BIGINT NOT NULL,
	account_id BIGINT NOT NULL,
	part VARCHAR(20) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	cents BIGINT NOT NULL,
	CONSTRAINT pk_ledger_line PRIMARY KEY (id),
	CONSTRAINT fk_ledger_line_movement_id FOREIGN KEY(movement_id) REFERENCES movement (id),
	CONSTRAINT fk_ledger_line_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_ledger_line_account_subject ON ledger_line (account_id, subject);

CREATE INDEX ix_ledger_line_movement_id ON ledger_line (movement_id);

CREATE FUNCTION ledger_line_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: ledger_line' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER ledger_line_append_only BEFORE UPDATE OR DELETE ON ledger_line FOR EACH ROW EXECUTE FUNCTION ledger_line_refuse();

CREATE TRIGGER ledger_line_no_truncate BEFORE TRUNCATE ON ledger_line FOR EACH STATEMENT EXECUTE FUNCTION ledger_line_refuse();

CREATE TABLE cost_line (
	proposal_id BIGINT NOT NULL,
	position INTEGER NOT NULL,
	label VARCHAR(120) NOT NULL,
	cents BIGINT NOT NULL,
	includes_vat BOOLEAN NOT NULL,
	CONSTRAINT pk_cost_line PRIMARY KEY (proposal_id, position),
	CONSTRAINT ck_cost_line_cents CHECK (cents > 0),
	CONSTRAINT fk_cost_line_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TABLE capital_flag (
	id BIGSERIAL NOT NULL,
	proposal_id BIGINT NOT NULL,
	plan_admissible BOOLEAN,
	code VARCHAR(20) NOT NULL,
	is_hard BOOLEAN NOT NULL,
	outcome VARCHAR(20) NOT NULL,
	facts TEXT NOT NULL,
	state VARCHAR(12) NOT NULL,
	reason TEXT NOT NULL,
	decided_by_key VARCHAR(26),
	found_at TIMESTAMP WITH TIME ZONE NOT NULL,
	decided_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_capital_flag PRIMARY KEY (id),
	CONSTRAINT ck_capital_flag_state CHECK (state IN ('raised', 'confirmed', 'released', 'vanished')),
	CONSTRAINT ck_capital_flag_hard_is_never_released CHECK (NOT (is_hard AND state = 'released')),
	CONSTRAINT ck_capital_flag_decided_with_reason CHECK (state IN ('raised','vanished') OR reason <> ''),
	CONSTRAINT uq_capital_flag_proposal_id_code UNIQUE (proposal_id, code),
	CONSTRAINT fk_capital_flag_proposal_id_plan_admissible FOREIGN KEY(proposal_id, plan_admissible) REFERENCES proposal (id, admissible),
	CONSTRAINT ck_capital_flag_plan_admissible CHECK (plan_admissible IS NULL OR NOT plan_admissible),
	CONSTRAINT ck_capital_flag_keeps_off_ballot CHECK ((plan_admissible IS NULL) = (state = 'vanished' OR (state = 'released' AND NOT is_hard))),
	CONSTRAINT fk_capital_flag_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TABLE fact_correction (
	id BIGSERIAL NOT NULL,
	proposal_id BIGINT NOT NULL,
	changes TEXT NOT NULL,
	reason TEXT NOT NULL,
	evidence TEXT NOT NULL,
	proposed_by_key VARCHAR(26) NOT NULL,
	proposed_as VARCHAR(12) NOT NULL,
	proposed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	state VARCHAR(10) NOT NULL,
	decided_by_key VARCHAR(26),
	decided_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_fact_correction PRIMARY KEY (id),
	CONSTRAINT ck_fact_correction_state CHECK (state IN ('open', 'confirmed', 'rejected')),
	CONSTRAINT ck_fact_correction_proposed_as CHECK (proposed_as IN ('coordinator', 'finance')),
	CONSTRAINT ck_fact_correction_grounds CHECK (reason <> '' AND evidence <> ''),
	CONSTRAINT ck_fact_correction_two_people CHECK (state <> 'confirmed' OR decided_by_key <> proposed_by_key),
	CONSTRAINT ck_fact_correction_decided CHECK ((state = 'open') = (decided_at IS NULL)),
	CONSTRAINT fk_fact_correction_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE INDEX ix_fact_correction_proposal_id ON fact_correction (proposal_id);

CREATE UNIQUE INDEX uq_fact_correction_open ON fact_correction (proposal_id) WHERE state = 'open';

CREATE TABLE judgement (
	proposal_id BIGINT NOT NULL,
	code VARCHAR(40) NOT NULL,
	is_met BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_judgement PRIMARY KEY (proposal_id, code),
	CONSTRAINT ck_judgement_reason CHECK (is_met OR reason <> ''),
	CONSTRAINT fk_judgement_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TABLE proposal_event (
	id BIGSERIAL NOT NULL,
	proposal_id BIGINT NOT NULL,
	step VARCHAR(30) NOT NULL,
	to_state VARCHAR(20) NOT NULL,
	reason TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_proposal_event PRIMARY KEY (id),
	CONSTRAINT fk_proposal_event_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE INDEX ix_proposal_event_proposal_id ON proposal_event (proposal_id);

CREATE FUNCTION proposal_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: proposal_event' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER proposal_event_append_only BEFORE UPDATE OR DELETE ON proposal_event FOR EACH ROW EXECUTE FUNCTION proposal_event_refuse();

CREATE TRIGGER proposal_event_no_truncate BEFORE TRUNCATE ON proposal_event FOR EACH STATEMENT EXECUTE FUNCTION proposal_event_refuse();

CREATE TABLE ballot_plan (
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	plan_id VARCHAR(80) NOT NULL,
	title TEXT NOT NULL,
	cost_cents BIGINT NOT NULL,
	category TEXT,
	is_reference BOOLEAN NOT NULL,
	proposal_id INTEGER,
	is_admissible BOOLEAN,
	CONSTRAINT pk_ballot_plan PRIMARY KEY (round_id, area_code, position),
	CONSTRAINT fk_ballot_plan_proposal_id_is_admissible FOREIGN KEY(proposal_id, is_admissible) REFERENCES proposal (id, admissible),
	CONSTRAINT fk_ballot_plan_round_id_is_reference FOREIGN KEY(round_id, is_reference) REFERENCES ballot_box (round_id, is_reference),
	CONSTRAINT ck_ballot_plan_admissible CHECK (is_admissible IS NULL OR is_admissible),
	CONSTRAINT ck_ballot_plan_real_plan_has_proposal CHECK ((proposal_id IS NULL) = is_reference),
	CONSTRAINT ck_ballot_plan_real_plan_is_admissible CHECK ((is_admissible IS NULL) = is_reference),
	CONSTRAINT uq_ballot_plan_round_id_plan_id UNIQUE (round_id, plan_id),
	CONSTRAINT uq_ballot_plan_round_id_proposal_id UNIQUE (round_id, proposal_id),
	CONSTRAINT fk_ballot_plan_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE FUNCTION ballot_plan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: ballot_plan' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER ballot_plan_append_only BEFORE UPDATE OR DELETE ON ballot_plan FOR EACH ROW EXECUTE FUNCTION ballot_plan_refuse();

CREATE TRIGGER ballot_plan_no_truncate BEFORE TRUNCATE ON ballot_plan FOR EACH STATEMENT EXECUTE FUNCTION ballot_plan_refuse();

CREATE TABLE credential (
	public_key BYTEA NOT NULL,
	round_id BIGINT NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	letter_number INTEGER NOT NULL,
	state VARCHAR(10) NOT NULL,
	CONSTRAINT pk_credential PRIMARY KEY (public_key),
	CONSTRAINT ck_credential_state CHECK (state IN ('issued','voted','withdrawn')),
	CONSTRAINT ck_credential_public_key CHECK (length(public_key) = 32),
	CONSTRAINT uq_credential_round_id_letter_number UNIQUE (round_id, letter_number),
	CONSTRAINT fk_credential_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id),
	CONSTRAINT fk_credential_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_credential_area_state ON credential (round_id, area_code, state);

CREATE TABLE counted_ballot (
	round_id BIGINT NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	check_code VARCHAR(20) NOT NULL,
	choices TEXT NOT NULL,
	CONSTRAINT pk_counted_ballot PRIMARY KEY (round_id, area_code, position),
	CONSTRAINT fk_counted_ballot_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id),
	CONSTRAINT fk_counted_ballot_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE FUNCTION counted_ballot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: counted_ballot' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER counted_ballot_append_only BEFORE UPDATE OR DELETE ON counted_ballot FOR EACH ROW EXECUTE FUNCTION counted_ballot_refuse();

CREATE TRIGGER counted_ballot_no_truncate BEFORE TRUNCATE ON counted_ballot FOR EACH STATEMENT EXECUTE FUNCTION counted_ballot_refuse();

CREATE TABLE result (
	round_id BIGINT NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	record TEXT NOT NULL,
	record_hash VARCHAR(64) NOT NULL,
	published_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_result PRIMARY KEY (round_id, area_code),
	CONSTRAINT fk_result_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id),
	CONSTRAINT fk_result_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE FUNCTION result_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: result' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER result_append_only BEFORE UPDATE OR DELETE ON result FOR EACH ROW EXECUTE FUNCTION result_refuse();

CREATE TRIGGER result_no_truncate BEFORE TRUNCATE ON result FOR EACH STATEMENT EXECUTE FUNCTION result_refuse();

CREATE TABLE urn (
	public_key BYTEA NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	sequence INTEGER NOT NULL,
	ballot BYTEA NOT NULL,
	signature BYTEA NOT NULL,
	tracker BYTEA NOT NULL,
	CONSTRAINT pk_urn PRIMARY KEY (public_key),
	CONSTRAINT ck_urn_sequence CHECK (sequence >= 1),
	CONSTRAINT uq_urn_tracker UNIQUE (tracker),
	CONSTRAINT fk_urn_public_key FOREIGN KEY(public_key) REFERENCES credential (public_key)
);

CREATE INDEX ix_urn_area ON urn (round_id, area_code);
