CREATE TABLE clock_shift (
	id INTEGER NOT NULL,
	seconds INTEGER NOT NULL,
	CONSTRAINT pk_clock_shift PRIMARY KEY (id),
	CONSTRAINT ck_clock_shift_one_row CHECK (id = 1)
);

CREATE TABLE log_row (
	seq INTEGER NOT NULL,
	at DATETIME NOT NULL,
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

CREATE TRIGGER log_row_no_update BEFORE UPDATE ON log_row BEGIN SELECT RAISE(ABORT, 'append-only: log_row'); END;

CREATE TRIGGER log_row_no_delete BEFORE DELETE ON log_row BEGIN SELECT RAISE(ABORT, 'append-only: log_row'); END;

CREATE TABLE log_head (
	id INTEGER NOT NULL,
	seq INTEGER NOT NULL,
	hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_log_head PRIMARY KEY (id),
	CONSTRAINT ck_log_head_one_row CHECK (id = 1)
);

INSERT INTO log_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE outbox_mail (
	id INTEGER NOT NULL,
	to_address VARCHAR(254) NOT NULL,
	template VARCHAR(60) NOT NULL,
	facts TEXT NOT NULL,
	language VARCHAR(2) NOT NULL,
	created_at DATETIME NOT NULL,
	try_at DATETIME NOT NULL,
	sent_at DATETIME,
	attempts INTEGER NOT NULL,
	failure TEXT,
	CONSTRAINT pk_outbox_mail PRIMARY KEY (id),
	CONSTRAINT ck_outbox_mail_attempts CHECK (attempts >= 0),
	CONSTRAINT ck_outbox_mail_language CHECK (language IN ('nl','en'))
);

CREATE INDEX ix_outbox_mail_sent_at_try_at ON outbox_mail (sent_at, try_at);

CREATE TABLE setting (
	id INTEGER NOT NULL,
	name VARCHAR(60) NOT NULL,
	value TEXT NOT NULL,
	set_at DATETIME NOT NULL,
	set_by_key VARCHAR(26) NOT NULL,
	ground TEXT NOT NULL,
	CONSTRAINT pk_setting PRIMARY KEY (id)
);

CREATE INDEX ix_setting_name ON setting (name);

CREATE TRIGGER setting_no_update BEFORE UPDATE ON setting BEGIN SELECT RAISE(ABORT, 'append-only: setting'); END;

CREATE TRIGGER setting_no_delete BEFORE DELETE ON setting BEGIN SELECT RAISE(ABORT, 'append-only: setting'); END;

CREATE TABLE area (
	code VARCHAR(40) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	name VARCHAR(120) NOT NULL,
	slug VARCHAR(140) NOT NULL,
	parent_code VARCHAR(40),
	inhabitants INTEGER NOT NULL,
	has_budget BOOLEAN NOT NULL,
	longitude DOUBLE,
	latitude DOUBLE,
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
	"key" VARCHAR(26) NOT NULL,
	email VARCHAR(254) NOT NULL,
	name VARCHAR(120) NOT NULL,
	language VARCHAR(2) NOT NULL,
	generation INTEGER NOT NULL,
	created_at DATETIME NOT NULL,
	deactivated_at DATETIME,
	CONSTRAINT pk_person PRIMARY KEY ("key"),
	CONSTRAINT ck_person_language CHECK (language IN ('nl','en')),
	CONSTRAINT uq_person_email UNIQUE (email)
);

CREATE TABLE sign_in_code (
	id INTEGER NOT NULL,
	purpose VARCHAR(20) NOT NULL,
	email VARCHAR(254) NOT NULL,
	person_key VARCHAR(26),
	code_hash VARCHAR(64) NOT NULL,
	handle_hash VARCHAR(64) NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	used_at DATETIME,
	tries INTEGER NOT NULL,
	CONSTRAINT pk_sign_in_code PRIMARY KEY (id),
	CONSTRAINT uq_sign_in_code_handle_hash UNIQUE (handle_hash)
);

CREATE INDEX ix_sign_in_code_email ON sign_in_code (email);

CREATE TABLE invitation (
	id INTEGER NOT NULL,
	email VARCHAR(254) NOT NULL,
	name VARCHAR(120) NOT NULL,
	role VARCHAR(20) NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	invited_by_key VARCHAR(26) NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	accepted_at DATETIME,
	CONSTRAINT pk_invitation PRIMARY KEY (id),
	CONSTRAINT uq_invitation_token_hash UNIQUE (token_hash)
);

CREATE TABLE attempt (
	id INTEGER NOT NULL,
	kind VARCHAR(30) NOT NULL,
	source VARCHAR(64) NOT NULL,
	at DATETIME NOT NULL,
	CONSTRAINT pk_attempt PRIMARY KEY (id)
);

CREATE INDEX ix_attempt_kind_source_at ON attempt (kind, source, at);

CREATE TABLE payment_import (
	id INTEGER NOT NULL,
	file_name VARCHAR(120) NOT NULL,
	file_hash VARCHAR(64) NOT NULL,
	rows TEXT NOT NULL,
	differences TEXT NOT NULL,
	imported_at DATETIME NOT NULL,
	imported_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_payment_import PRIMARY KEY (id),
	CONSTRAINT uq_payment_import_file_hash UNIQUE (file_hash)
);

CREATE TRIGGER payment_import_no_update BEFORE UPDATE ON payment_import BEGIN SELECT RAISE(ABORT, 'append-only: payment_import'); END;

CREATE TRIGGER payment_import_no_delete BEFORE DELETE ON payment_import BEGIN SELECT RAISE(ABORT, 'append-only: payment_import'); END;

CREATE TABLE budget_year (
	year INTEGER NOT NULL,
	total_cents BIGINT NOT NULL,
	total_minutes BIGINT NOT NULL,
	formula TEXT NOT NULL,
	created_at DATETIME NOT NULL,
	proposed_at DATETIME,
	proposed_by_key VARCHAR(26),
	proposed_reference VARCHAR(80) NOT NULL,
	fixed_at DATETIME,
	fixed_by_key VARCHAR(26),
	reference VARCHAR(80) NOT NULL,
	closed_at DATETIME,
	closed_by_key VARCHAR(26),
	CONSTRAINT pk_budget_year PRIMARY KEY (year),
	CONSTRAINT ck_budget_year_total CHECK (total_cents > 0 AND total_minutes >= 0),
	CONSTRAINT ck_budget_year_fixed_with_reference CHECK ((fixed_at IS NULL) = (reference = '')),
	CONSTRAINT ck_budget_year_fixed_by_somebody CHECK ((fixed_at IS NULL) = (fixed_by_key IS NULL)),
	CONSTRAINT ck_budget_year_proposed_by_somebody CHECK ((proposed_at IS NULL) = (proposed_by_key IS NULL)),
	CONSTRAINT ck_budget_year_fixed_by_two CHECK (fixed_by_key IS NULL OR (proposed_by_key IS NOT NULL AND fixed_by_key <> proposed_by_key)),
	CONSTRAINT ck_budget_year_closed_after_fixing CHECK (closed_at IS NULL OR fixed_at IS NOT NULL),
	CONSTRAINT ck_budget_year_closed_by_somebody CHECK ((closed_at IS NULL) = (closed_by_key IS NULL))
);

CREATE TABLE kept_quick_form (
	id INTEGER NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	answers TEXT NOT NULL,
	kept_at DATETIME NOT NULL,
	CONSTRAINT pk_kept_quick_form PRIMARY KEY (id),
	CONSTRAINT uq_kept_quick_form_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_kept_quick_form_kept_at ON kept_quick_form (kept_at);

CREATE TABLE area_member (
	area_code VARCHAR(40) NOT NULL,
	member_code VARCHAR(40) NOT NULL,
	CONSTRAINT pk_area_member PRIMARY KEY (area_code, member_code),
	CONSTRAINT fk_area_member_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_area_member_member_code FOREIGN KEY(member_code) REFERENCES area (code)
);

CREATE INDEX ix_area_member_member_code ON area_member (member_code);

CREATE TABLE role_grant (
	id INTEGER NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	role VARCHAR(20) NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	granted_at DATETIME NOT NULL,
	granted_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_role_grant PRIMARY KEY (id),
	CONSTRAINT uq_role_grant_person_key_role_area_code UNIQUE (person_key, role, area_code),
	CONSTRAINT ck_role_grant_role CHECK (role IN ('coordinator','reviewer','finance','college_clerk','administrator')),
	CONSTRAINT fk_role_grant_person_key FOREIGN KEY(person_key) REFERENCES person ("key")
);

CREATE TABLE second_factor (
	person_key VARCHAR(26) NOT NULL,
	secret BLOB NOT NULL,
	confirmed_at DATETIME,
	last_step INTEGER NOT NULL,
	CONSTRAINT pk_second_factor PRIMARY KEY (person_key),
	CONSTRAINT fk_second_factor_person_key FOREIGN KEY(person_key) REFERENCES person ("key")
);

CREATE TABLE partner (
	id INTEGER NOT NULL,
	name VARCHAR(120) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	email VARCHAR(254) NOT NULL,
	area_code VARCHAR(40),
	added_at DATETIME NOT NULL,
	added_by_key VARCHAR(26) NOT NULL,
	retired_at DATETIME,
	CONSTRAINT pk_partner PRIMARY KEY (id),
	CONSTRAINT ck_partner_kind CHECK (kind IN ('police','care','housing','welfare','school','association','business','other')),
	CONSTRAINT ck_partner_filled CHECK (name <> '' AND email <> ''),
	CONSTRAINT fk_partner_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_partner_area_code ON partner (area_code);

CREATE TABLE account (
	id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	unit VARCHAR(10) NOT NULL,
	is_closed BOOLEAN NOT NULL,
	shortfall BIGINT NOT NULL,
	allocated BIGINT NOT NULL,
	carried_in BIGINT NOT NULL,
	additions BIGINT NOT NULL,
	standing BIGINT NOT NULL,
	saved BIGINT NOT NULL,
	reserve_left BIGINT NOT NULL,
	ring_fenced BIGINT NOT NULL,
	promised BIGINT NOT NULL,
	delivered BIGINT NOT NULL,
	paid BIGINT NOT NULL,
	lapsed BIGINT NOT NULL,
	carried_out BIGINT NOT NULL,
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
	CONSTRAINT ck_account_delivered_not_negative CHECK (delivered >= 0),
	CONSTRAINT ck_account_paid_not_negative CHECK (paid >= 0),
	CONSTRAINT ck_account_lapsed_not_negative CHECK (lapsed >= 0),
	CONSTRAINT ck_account_carried_out_not_negative CHECK (carried_out >= 0),
	CONSTRAINT ck_account_available_not_negative CHECK (available >= 0),
	CONSTRAINT ck_account_identity CHECK (allocated + carried_in + additions = standing + saved + reserve_left + ring_fenced + promised + delivered + paid + lapsed + carried_out + available),
	CONSTRAINT ck_account_shortfall CHECK (shortfall >= 0),
	CONSTRAINT fk_account_year FOREIGN KEY(year) REFERENCES budget_year (year),
	CONSTRAINT fk_account_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE TRIGGER account_stays_closed BEFORE UPDATE OF is_closed ON account WHEN OLD.is_closed AND NOT NEW.is_closed BEGIN SELECT RAISE(ABORT, 'the year is closed'); END;

CREATE TABLE saving (
	id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	unit VARCHAR(10) NOT NULL,
	purpose VARCHAR(200) NOT NULL,
	amount BIGINT NOT NULL,
	made_in INTEGER NOT NULL,
	last_year INTEGER NOT NULL,
	longest_years INTEGER NOT NULL,
	reference VARCHAR(80) NOT NULL,
	state VARCHAR(10) NOT NULL,
	made_at DATETIME NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_saving PRIMARY KEY (id),
	CONSTRAINT ck_saving_unit CHECK (unit IN ('eur','minutes')),
	CONSTRAINT ck_saving_amount CHECK (amount > 0),
	CONSTRAINT ck_saving_longest_years CHECK (longest_years BETWEEN 1 AND 10),
	CONSTRAINT ck_saving_term CHECK (last_year > made_in AND last_year <= made_in + longest_years),
	CONSTRAINT ck_saving_reference CHECK (reference <> ''),
	CONSTRAINT ck_saving_purpose CHECK (purpose <> ''),
	CONSTRAINT ck_saving_state CHECK (state IN ('saving','used','lapsed')),
	CONSTRAINT fk_saving_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_saving_area_code_unit ON saving (area_code, unit);

CREATE TABLE standing_commitment (
	id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	label VARCHAR(120) NOT NULL,
	year INTEGER NOT NULL,
	cents BIGINT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	made_at DATETIME NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_standing_commitment PRIMARY KEY (id),
	CONSTRAINT uq_standing_commitment_area_code_subject_year UNIQUE (area_code, subject, year),
	CONSTRAINT ck_standing_commitment_cents CHECK (cents > 0),
	CONSTRAINT ck_standing_commitment_reference CHECK (reference <> ''),
	CONSTRAINT fk_standing_commitment_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_standing_commitment_year ON standing_commitment (year);

CREATE TRIGGER standing_commitment_no_update BEFORE UPDATE ON standing_commitment BEGIN SELECT RAISE(ABORT, 'append-only: standing_commitment'); END;

CREATE TRIGGER standing_commitment_no_delete BEFORE DELETE ON standing_commitment BEGIN SELECT RAISE(ABORT, 'append-only: standing_commitment'); END;

CREATE TABLE deal (
	id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	neighbourhood_code VARCHAR(40),
	place VARCHAR(200) NOT NULL,
	year INTEGER NOT NULL,
	kind VARCHAR(10) NOT NULL,
	sub_kind VARCHAR(15) NOT NULL,
	theme VARCHAR(20) NOT NULL,
	title VARCHAR(120) NOT NULL,
	planned_result TEXT NOT NULL,
	achieved_result TEXT NOT NULL,
	partner_name VARCHAR(120) NOT NULL,
	partner_key VARCHAR(26),
	cents BIGINT NOT NULL,
	minutes BIGINT NOT NULL,
	first_day DATE,
	last_day DATE,
	subject VARCHAR(80) NOT NULL,
	state VARCHAR(15) NOT NULL,
	waiting_for VARCHAR(15) NOT NULL,
	ending VARCHAR(12) NOT NULL,
	ending_reason TEXT NOT NULL,
	report TEXT NOT NULL,
	financial_report TEXT NOT NULL,
	asked_back_cents BIGINT NOT NULL,
	copied_from_id INTEGER,
	made_at DATETIME NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	activated_at DATETIME,
	settled_at DATETIME,
	CONSTRAINT pk_deal PRIMARY KEY (id),
	CONSTRAINT ck_deal_kind CHECK (kind IN ('green','other','takeover')),
	CONSTRAINT ck_deal_sub_kind CHECK (sub_kind = '' OR (kind = 'green' AND sub_kind IN ('construction','management','upkeep'))),
	CONSTRAINT ck_deal_state CHECK (state IN ('concept','in_execution','settling','done','terminated')),
	CONSTRAINT ck_deal_amounts CHECK (cents >= 0 AND minutes >= 0),
	CONSTRAINT ck_deal_term CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day),
	CONSTRAINT ck_deal_asked_back CHECK (asked_back_cents >= 0),
	CONSTRAINT ck_deal_ending CHECK (ending IN ('','completed','terminated')),
	CONSTRAINT ck_deal_terminated_with_reason CHECK (ending <> 'terminated' OR ending_reason <> ''),
	CONSTRAINT ck_deal_settled CHECK ((state IN ('done','terminated')) = (settled_at IS NOT NULL)),
	CONSTRAINT ck_deal_waiting_for CHECK (waiting_for IN ('','neighbourhood','municipality','partner')),
	CONSTRAINT uq_deal_subject UNIQUE (subject),
	CONSTRAINT fk_deal_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_deal_neighbourhood_code FOREIGN KEY(neighbourhood_code) REFERENCES area (code),
	CONSTRAINT fk_deal_year FOREIGN KEY(year) REFERENCES budget_year (year),
	CONSTRAINT fk_deal_copied_from_id FOREIGN KEY(copied_from_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_partner_key ON deal (partner_key);

CREATE INDEX ix_deal_state_last_day ON deal (state, last_day);

CREATE INDEX ix_deal_year_area_code ON deal (year, area_code);

CREATE UNIQUE INDEX uq_deal_copied_from_id_year ON deal (copied_from_id, year);

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

CREATE TABLE mandate (
	id INTEGER NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	area_code VARCHAR(40),
	largest_cents BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_until DATE NOT NULL,
	reference VARCHAR(120) NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	recorded_at DATETIME NOT NULL,
	withdrawn_at DATETIME,
	withdrawn_by_key VARCHAR(26),
	CONSTRAINT pk_mandate PRIMARY KEY (id),
	CONSTRAINT ck_mandate_largest_cents CHECK (largest_cents > 0),
	CONSTRAINT ck_mandate_days CHECK (valid_until >= valid_from),
	CONSTRAINT ck_mandate_reference CHECK (reference <> ''),
	CONSTRAINT ck_mandate_not_for_oneself CHECK (recorded_by_key <> person_key),
	CONSTRAINT ck_mandate_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_by_key IS NULL)),
	CONSTRAINT uq_mandate_id_person_key_largest_cents UNIQUE (id, person_key, largest_cents),
	CONSTRAINT fk_mandate_person_key FOREIGN KEY(person_key) REFERENCES person ("key"),
	CONSTRAINT fk_mandate_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_mandate_person_key ON mandate (person_key);

CREATE TABLE holding (
	account_id INTEGER NOT NULL,
	part VARCHAR(20) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	cents BIGINT NOT NULL,
	asked BIGINT NOT NULL,
	CONSTRAINT pk_holding PRIMARY KEY (account_id, part, subject),
	CONSTRAINT ck_holding_cents CHECK (cents >= 0),
	CONSTRAINT ck_holding_asked_within CHECK (asked >= 0 AND asked <= cents),
	CONSTRAINT ck_holding_subject CHECK (subject <> ''),
	CONSTRAINT fk_holding_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_holding_subject ON holding (subject);

CREATE TABLE movement (
	id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	kind VARCHAR(30) NOT NULL,
	cents BIGINT NOT NULL,
	gives VARCHAR(3) NOT NULL,
	takes VARCHAR(3) NOT NULL,
	ground TEXT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	external_reference VARCHAR(80) NOT NULL,
	corrects_id INTEGER,
	at DATETIME NOT NULL,
	actor_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_movement PRIMARY KEY (id),
	CONSTRAINT ck_movement_cents CHECK (cents > 0),
	CONSTRAINT ck_movement_two_sides CHECK (gives = 'out' AND takes = 'in'),
	CONSTRAINT ck_movement_corrects CHECK ((kind = 'correct') = (corrects_id IS NOT NULL)),
	CONSTRAINT uq_movement_id_account_id_cents UNIQUE (id, account_id, cents),
	CONSTRAINT fk_movement_gives FOREIGN KEY(id, gives) REFERENCES ledger_line (movement_id, side) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_movement_takes FOREIGN KEY(id, takes) REFERENCES ledger_line (movement_id, side) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_movement_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_movement_corrects_id FOREIGN KEY(corrects_id) REFERENCES movement (id)
);

CREATE INDEX ix_movement_account_id_id ON movement (account_id, id);

CREATE INDEX ix_movement_account_id_kind_id ON movement (account_id, kind, id);

CREATE UNIQUE INDEX uq_movement_corrects_id ON movement (corrects_id) WHERE corrects_id IS NOT NULL;

CREATE UNIQUE INDEX uq_movement_share ON movement (account_id) WHERE kind = 'allocate';

CREATE UNIQUE INDEX uq_movement_voucher ON movement (external_reference) WHERE kind IN ('pay','pay_delivered','return') AND external_reference <> '';

CREATE TRIGGER movement_no_update BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'append-only: movement'); END;

CREATE TRIGGER movement_no_delete BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'append-only: movement'); END;

CREATE TRIGGER movement_in_open_year BEFORE INSERT ON movement WHEN (SELECT is_closed FROM account WHERE id = NEW.account_id) AND NEW.kind <> 'pay_delivered' BEGIN SELECT RAISE(ABORT, 'the year is closed'); END;

CREATE TABLE deal_promise (
	id INTEGER NOT NULL,
	deal_id INTEGER NOT NULL,
	side VARCHAR(15) NOT NULL,
	text VARCHAR(300) NOT NULL,
	kept BOOLEAN,
	kept_at DATETIME,
	CONSTRAINT pk_deal_promise PRIMARY KEY (id),
	CONSTRAINT ck_deal_promise_side CHECK (side IN ('neighbourhood','municipality','partner')),
	CONSTRAINT ck_deal_promise_kept CHECK ((kept IS NULL) = (kept_at IS NULL)),
	CONSTRAINT fk_deal_promise_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_promise_deal_id ON deal_promise (deal_id);

CREATE TABLE deal_progress (
	id INTEGER NOT NULL,
	deal_id INTEGER NOT NULL,
	on_day DATE NOT NULL,
	text TEXT NOT NULL,
	written_by VARCHAR(12) NOT NULL,
	at DATETIME NOT NULL,
	hidden_at DATETIME,
	hidden_reason TEXT NOT NULL,
	CONSTRAINT pk_deal_progress PRIMARY KEY (id),
	CONSTRAINT ck_deal_progress_written_by CHECK (written_by IN ('coordinator','partner')),
	CONSTRAINT ck_deal_progress_hidden_with_reason CHECK (hidden_at IS NULL OR hidden_reason <> ''),
	CONSTRAINT fk_deal_progress_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_progress_deal_id ON deal_progress (deal_id);

CREATE TABLE deal_event (
	id INTEGER NOT NULL,
	deal_id INTEGER NOT NULL,
	step VARCHAR(20) NOT NULL,
	reason TEXT NOT NULL,
	at DATETIME NOT NULL,
	CONSTRAINT pk_deal_event PRIMARY KEY (id),
	CONSTRAINT fk_deal_event_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_event_deal_id ON deal_event (deal_id);

CREATE TRIGGER deal_event_no_update BEFORE UPDATE ON deal_event BEGIN SELECT RAISE(ABORT, 'append-only: deal_event'); END;

CREATE TRIGGER deal_event_no_delete BEFORE DELETE ON deal_event BEGIN SELECT RAISE(ABORT, 'append-only: deal_event'); END;

CREATE TABLE round_area (
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	pot_cents BIGINT NOT NULL,
	account_id INTEGER,
	CONSTRAINT pk_round_area PRIMARY KEY (round_id, area_code),
	CONSTRAINT ck_round_area_pot CHECK (pot_cents > 0),
	CONSTRAINT fk_round_area_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_round_area_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_round_area_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE round_criterion (
	round_id INTEGER NOT NULL,
	code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	text_nl TEXT NOT NULL,
	text_en TEXT NOT NULL,
	CONSTRAINT pk_round_criterion PRIMARY KEY (round_id, code),
	CONSTRAINT fk_round_criterion_round_id FOREIGN KEY(round_id) REFERENCES round (id)
);

CREATE TABLE proposal (
	id INTEGER NOT NULL,
	round_id INTEGER NOT NULL,
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
	longitude DOUBLE,
	latitude DOUBLE,
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
	declared_at DATETIME,
	version INTEGER NOT NULL,
	saved_tab VARCHAR(32) NOT NULL,
	created_at DATETIME NOT NULL,
	saved_at DATETIME NOT NULL,
	submitted_at DATETIME,
	CONSTRAINT pk_proposal PRIMARY KEY (id),
	CONSTRAINT ck_proposal_state CHECK (state IN ('draft', 'submitted', 'feasible', 'not_feasible', 'capital_route', 'on_ballot', 'won', 'lost', 'decided', 'not_adopted', 'in_execution', 'done', 'withdrawn')),
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
	CONSTRAINT ck_proposal_admissible_state CHECK (admissible = (state IN ('on_ballot', 'won', 'lost', 'decided', 'not_adopted', 'in_execution', 'done'))),
	CONSTRAINT uq_proposal_id_admissible UNIQUE (id, admissible),
	CONSTRAINT fk_proposal_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_proposal_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_proposal_neighbourhood_code FOREIGN KEY(neighbourhood_code) REFERENCES area (code)
);

CREATE INDEX ix_proposal_proposer_key ON proposal (proposer_key);

CREATE INDEX ix_proposal_public ON proposal (state, area_code, id);

CREATE INDEX ix_proposal_round_id ON proposal (round_id);

CREATE TABLE quick_plan (
	id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	neighbourhood_code VARCHAR(40),
	proposer_key VARCHAR(26),
	entered_by_key VARCHAR(26),
	public_name VARCHAR(80) NOT NULL,
	title VARCHAR(120) NOT NULL,
	description TEXT NOT NULL,
	theme VARCHAR(30) NOT NULL,
	cents BIGINT NOT NULL,
	minutes INTEGER NOT NULL,
	planned_day DATE,
	stays VARCHAR(10) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	upkeep_cents BIGINT,
	state VARCHAR(12) NOT NULL,
	sent_at DATETIME NOT NULL,
	decide_by DATE NOT NULL,
	open_doubts INTEGER NOT NULL,
	decided_at DATETIME,
	decided_by_key VARCHAR(26),
	mandate_id INTEGER,
	mandate_cents BIGINT,
	granted_cents BIGINT,
	granted_minutes INTEGER,
	reason TEXT NOT NULL,
	deal_id INTEGER,
	CONSTRAINT pk_quick_plan PRIMARY KEY (id),
	CONSTRAINT ck_quick_plan_state CHECK (state IN ('sent', 'granted', 'refused', 'referred', 'withdrawn')),
	CONSTRAINT ck_quick_plan_stays CHECK (stays IN ('yes', 'no', 'unknown')),
	CONSTRAINT ck_quick_plan_kind CHECK (kind IN ('roads', 'lighting', 'street_furniture', 'play', 'sports', 'green', 'building', 'sewers', 'bridge', 'water', 'other', 'none', 'unknown')),
	CONSTRAINT ck_quick_plan_asked CHECK (cents >= 0 AND minutes >= 0 AND cents + minutes > 0),
	CONSTRAINT ck_quick_plan_upkeep CHECK (upkeep_cents >= 0),
	CONSTRAINT ck_quick_plan_one_proposer CHECK ((proposer_key IS NULL) = (entered_by_key IS NOT NULL)),
	CONSTRAINT ck_quick_plan_not_the_own_plan CHECK (decided_by_key <> proposer_key),
	CONSTRAINT ck_quick_plan_not_the_entered_plan CHECK (decided_by_key <> entered_by_key),
	CONSTRAINT ck_quick_plan_decided_by CHECK ((state IN ('sent','withdrawn')) = (decided_by_key IS NULL)),
	CONSTRAINT ck_quick_plan_decided_at CHECK ((decided_at IS NULL) = (decided_by_key IS NULL)),
	CONSTRAINT ck_quick_plan_mandate CHECK ((state IN ('granted','refused')) = (mandate_id IS NOT NULL) AND (state IN ('granted','refused')) = (mandate_cents IS NOT NULL)),
	CONSTRAINT ck_quick_plan_reason CHECK (state NOT IN ('refused','referred') OR reason <> ''),
	CONSTRAINT ck_quick_plan_granted CHECK ((state = 'granted') = (granted_cents IS NOT NULL) AND (state = 'granted') = (granted_minutes IS NOT NULL)),
	CONSTRAINT ck_quick_plan_granted_within_asked CHECK (granted_cents BETWEEN 0 AND cents AND granted_minutes BETWEEN 0 AND minutes AND granted_cents + granted_minutes > 0),
	CONSTRAINT ck_quick_plan_granted_within_mandate CHECK (granted_cents <= mandate_cents),
	CONSTRAINT ck_quick_plan_no_grant_in_doubt CHECK (NOT (state = 'granted' AND open_doubts > 0)),
	CONSTRAINT fk_quick_plan_mandate_id_decided_by_key_mandate_cents FOREIGN KEY(mandate_id, decided_by_key, mandate_cents) REFERENCES mandate (id, person_key, largest_cents),
	CONSTRAINT fk_quick_plan_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_quick_plan_neighbourhood_code FOREIGN KEY(neighbourhood_code) REFERENCES area (code)
);

CREATE INDEX ix_quick_plan_deal_id ON quick_plan (deal_id);

CREATE INDEX ix_quick_plan_entered_by_key ON quick_plan (entered_by_key);

CREATE INDEX ix_quick_plan_neighbourhood_code ON quick_plan (neighbourhood_code);

CREATE INDEX ix_quick_plan_proposer_key ON quick_plan (proposer_key);

CREATE INDEX ix_quick_plan_state_area_code ON quick_plan (state, area_code);

CREATE TABLE ballot_box (
	round_id INTEGER NOT NULL,
	is_reference BOOLEAN NOT NULL,
	state VARCHAR(12) NOT NULL,
	spec BLOB NOT NULL,
	spec_hash VARCHAR(64) NOT NULL,
	salt BLOB NOT NULL,
	argon2_memory_kib INTEGER NOT NULL,
	argon2_passes INTEGER NOT NULL,
	argon2_lanes INTEGER NOT NULL,
	opens_at DATETIME NOT NULL,
	closes_at DATETIME NOT NULL,
	grace_seconds INTEGER NOT NULL,
	sealed_at DATETIME NOT NULL,
	closed_at DATETIME,
	CONSTRAINT pk_ballot_box PRIMARY KEY (round_id),
	CONSTRAINT ck_ballot_box_state CHECK (state IN ('sealed','closed','published')),
	CONSTRAINT ck_ballot_box_closed_with_moment CHECK ((state = 'sealed') = (closed_at IS NULL)),
	CONSTRAINT ck_ballot_box_calendar CHECK (opens_at < closes_at),
	CONSTRAINT uq_ballot_box_round_id_is_reference UNIQUE (round_id, is_reference),
	CONSTRAINT fk_ballot_box_round_id FOREIGN KEY(round_id) REFERENCES round (id)
);

CREATE TRIGGER ballot_box_spec_stands BEFORE UPDATE OF round_id, is_reference, spec, spec_hash, salt, argon2_memory_kib, argon2_passes, argon2_lanes, opens_at, closes_at, grace_seconds, sealed_at ON ballot_box BEGIN SELECT RAISE(ABORT, 'the spec of a vote does not change'); END;

CREATE TRIGGER ballot_box_never_reopens BEFORE UPDATE OF state ON ballot_box WHEN OLD.state <> 'sealed' AND NEW.state = 'sealed' BEGIN SELECT RAISE(ABORT, 'the spec of a vote does not change'); END;

CREATE TRIGGER ballot_box_stays BEFORE DELETE ON ballot_box BEGIN SELECT RAISE(ABORT, 'the spec of a vote does not change'); END;

CREATE TABLE ledger_line (
	id INTEGER NOT NULL,
	movement_id BIGINT NOT NULL,
	side VARCHAR(3) NOT NULL,
	account_id INTEGER NOT NULL,
	part VARCHAR(20) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	moved BIGINT NOT NULL,
	cents BIGINT NOT NULL,
	CONSTRAINT pk_ledger_line PRIMARY KEY (id),
	CONSTRAINT fk_ledger_line_movement_id_account_id_moved FOREIGN KEY(movement_id, account_id, moved) REFERENCES movement (id, account_id, cents),
	CONSTRAINT uq_ledger_line_movement_id_side UNIQUE (movement_id, side),
	CONSTRAINT ck_ledger_line_signed CHECK ((side = 'out' AND cents = -moved) OR (side = 'in' AND cents = moved)),
	CONSTRAINT fk_ledger_line_account_id FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_ledger_line_account_subject ON ledger_line (account_id, subject, movement_id);

CREATE TRIGGER ledger_line_no_update BEFORE UPDATE ON ledger_line BEGIN SELECT RAISE(ABORT, 'append-only: ledger_line'); END;

CREATE TRIGGER ledger_line_no_delete BEFORE DELETE ON ledger_line BEGIN SELECT RAISE(ABORT, 'append-only: ledger_line'); END;

CREATE TABLE payment_request (
	id INTEGER NOT NULL,
	account_id INTEGER NOT NULL,
	subject VARCHAR(80) NOT NULL,
	cents BIGINT NOT NULL,
	purpose VARCHAR(200) NOT NULL,
	state VARCHAR(10) NOT NULL,
	asked_at DATETIME NOT NULL,
	asked_by_key VARCHAR(26) NOT NULL,
	decided_at DATETIME,
	decided_by_key VARCHAR(26),
	reason TEXT NOT NULL,
	movement_id INTEGER,
	paid_on DATE,
	CONSTRAINT pk_payment_request PRIMARY KEY (id),
	CONSTRAINT ck_payment_request_state CHECK (state IN ('asked','approved','refused','paid')),
	CONSTRAINT ck_payment_request_cents CHECK (cents > 0),
	CONSTRAINT ck_payment_request_decided CHECK ((state = 'asked') = (decided_at IS NULL)),
	CONSTRAINT ck_payment_request_decided_by_somebody CHECK ((decided_at IS NULL) = (decided_by_key IS NULL)),
	CONSTRAINT ck_payment_request_two_people CHECK (decided_by_key IS NULL OR decided_by_key <> asked_by_key),
	CONSTRAINT ck_payment_request_refused_with_reason CHECK (state <> 'refused' OR reason <> ''),
	CONSTRAINT ck_payment_request_paid_by_movement CHECK ((state = 'paid') = (movement_id IS NOT NULL)),
	CONSTRAINT ck_payment_request_paid_on_a_day CHECK ((state = 'paid') = (paid_on IS NOT NULL)),
	CONSTRAINT fk_payment_request_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_payment_request_movement_id FOREIGN KEY(movement_id) REFERENCES movement (id)
);

CREATE INDEX ix_payment_request_account_subject ON payment_request (account_id, subject);

CREATE INDEX ix_payment_request_state ON payment_request (state, id);

CREATE UNIQUE INDEX uq_payment_request_movement_id ON payment_request (movement_id) WHERE movement_id IS NOT NULL;

CREATE TABLE deal_photo (
	id INTEGER NOT NULL,
	progress_id INTEGER NOT NULL,
	data BLOB NOT NULL,
	content_type VARCHAR(20) NOT NULL,
	width INTEGER NOT NULL,
	height INTEGER NOT NULL,
	alt VARCHAR(300) NOT NULL,
	CONSTRAINT pk_deal_photo PRIMARY KEY (id),
	CONSTRAINT ck_deal_photo_size CHECK (length(data) BETWEEN 1 AND 400000),
	CONSTRAINT ck_deal_photo_alt CHECK (alt <> ''),
	CONSTRAINT ck_deal_photo_pixels CHECK (width BETWEEN 1 AND 1600 AND height BETWEEN 1 AND 1600),
	CONSTRAINT uq_deal_photo_progress_id UNIQUE (progress_id),
	CONSTRAINT fk_deal_photo_progress_id FOREIGN KEY(progress_id) REFERENCES deal_progress (id)
);

CREATE TABLE cost_line (
	proposal_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	label VARCHAR(120) NOT NULL,
	cents BIGINT NOT NULL,
	includes_vat BOOLEAN NOT NULL,
	CONSTRAINT pk_cost_line PRIMARY KEY (proposal_id, position),
	CONSTRAINT ck_cost_line_cents CHECK (cents > 0),
	CONSTRAINT fk_cost_line_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TABLE capital_flag (
	id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	plan_admissible BOOLEAN,
	code VARCHAR(20) NOT NULL,
	is_hard BOOLEAN NOT NULL,
	outcome VARCHAR(20) NOT NULL,
	facts TEXT NOT NULL,
	state VARCHAR(12) NOT NULL,
	reason TEXT NOT NULL,
	decided_by_key VARCHAR(26),
	found_at DATETIME NOT NULL,
	decided_at DATETIME,
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
	id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	changes TEXT NOT NULL,
	reason TEXT NOT NULL,
	evidence TEXT NOT NULL,
	proposed_by_key VARCHAR(26) NOT NULL,
	proposed_as VARCHAR(12) NOT NULL,
	proposed_at DATETIME NOT NULL,
	state VARCHAR(10) NOT NULL,
	decided_by_key VARCHAR(26),
	decided_at DATETIME,
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
	proposal_id INTEGER NOT NULL,
	code VARCHAR(40) NOT NULL,
	is_met BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_judgement PRIMARY KEY (proposal_id, code),
	CONSTRAINT ck_judgement_reason CHECK (is_met OR reason <> ''),
	CONSTRAINT fk_judgement_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TABLE proposal_event (
	id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	step VARCHAR(30) NOT NULL,
	to_state VARCHAR(20) NOT NULL,
	reason TEXT NOT NULL,
	at DATETIME NOT NULL,
	CONSTRAINT pk_proposal_event PRIMARY KEY (id),
	CONSTRAINT fk_proposal_event_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE INDEX ix_proposal_event_proposal_id ON proposal_event (proposal_id);

CREATE TRIGGER proposal_event_no_update BEFORE UPDATE ON proposal_event BEGIN SELECT RAISE(ABORT, 'append-only: proposal_event'); END;

CREATE TRIGGER proposal_event_no_delete BEFORE DELETE ON proposal_event BEGIN SELECT RAISE(ABORT, 'append-only: proposal_event'); END;

CREATE TABLE quick_event (
	id INTEGER NOT NULL,
	quick_plan_id INTEGER NOT NULL,
	step VARCHAR(30) NOT NULL,
	to_state VARCHAR(12) NOT NULL,
	reason TEXT NOT NULL,
	at DATETIME NOT NULL,
	CONSTRAINT pk_quick_event PRIMARY KEY (id),
	CONSTRAINT fk_quick_event_quick_plan_id FOREIGN KEY(quick_plan_id) REFERENCES quick_plan (id)
);

CREATE INDEX ix_quick_event_quick_plan_id ON quick_event (quick_plan_id);

CREATE TRIGGER quick_event_no_update BEFORE UPDATE ON quick_event BEGIN SELECT RAISE(ABORT, 'append-only: quick_event'); END;

CREATE TRIGGER quick_event_no_delete BEFORE DELETE ON quick_event BEGIN SELECT RAISE(ABORT, 'append-only: quick_event'); END;

CREATE TABLE settled_doubt (
	id INTEGER NOT NULL,
	quick_plan_id INTEGER NOT NULL,
	code VARCHAR(20) NOT NULL,
	finding TEXT NOT NULL,
	finding_hash VARCHAR(64) NOT NULL,
	reason TEXT NOT NULL,
	settled_by_key VARCHAR(26) NOT NULL,
	settled_at DATETIME NOT NULL,
	CONSTRAINT pk_settled_doubt PRIMARY KEY (id),
	CONSTRAINT uq_settled_doubt_quick_plan_id_code_finding_hash UNIQUE (quick_plan_id, code, finding_hash),
	CONSTRAINT ck_settled_doubt_reason CHECK (reason <> ''),
	CONSTRAINT fk_settled_doubt_quick_plan_id FOREIGN KEY(quick_plan_id) REFERENCES quick_plan (id)
);

CREATE TRIGGER settled_doubt_no_update BEFORE UPDATE ON settled_doubt BEGIN SELECT RAISE(ABORT, 'append-only: settled_doubt'); END;

CREATE TRIGGER settled_doubt_no_delete BEFORE DELETE ON settled_doubt BEGIN SELECT RAISE(ABORT, 'append-only: settled_doubt'); END;

CREATE TABLE joining (
	id INTEGER NOT NULL,
	quick_plan_id INTEGER NOT NULL,
	partner_id INTEGER NOT NULL,
	asked_by_key VARCHAR(26) NOT NULL,
	asked_at DATETIME NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	expires_at DATETIME NOT NULL,
	signed_at DATETIME,
	contribution TEXT NOT NULL,
	CONSTRAINT pk_joining PRIMARY KEY (id),
	CONSTRAINT uq_joining_quick_plan_id_partner_id UNIQUE (quick_plan_id, partner_id),
	CONSTRAINT ck_joining_signed CHECK ((signed_at IS NULL) = (contribution = '')),
	CONSTRAINT fk_joining_quick_plan_id FOREIGN KEY(quick_plan_id) REFERENCES quick_plan (id),
	CONSTRAINT fk_joining_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT uq_joining_token_hash UNIQUE (token_hash)
);

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

CREATE TRIGGER ballot_plan_no_update BEFORE UPDATE ON ballot_plan BEGIN SELECT RAISE(ABORT, 'append-only: ballot_plan'); END;

CREATE TRIGGER ballot_plan_no_delete BEFORE DELETE ON ballot_plan BEGIN SELECT RAISE(ABORT, 'append-only: ballot_plan'); END;

CREATE TABLE credential (
	public_key BLOB NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	letter_number INTEGER NOT NULL,
	state VARCHAR(10) NOT NULL,
	CONSTRAINT pk_credential PRIMARY KEY (public_key),
	CONSTRAINT ck_credential_state CHECK (state IN ('issued','voted','withdrawn')),
	CONSTRAINT ck_credential_public_key CHECK (length(public_key) = 32),
	CONSTRAINT uq_credential_round_id_letter_number UNIQUE (round_id, letter_number),
	CONSTRAINT fk_credential_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id),
	CONSTRAINT fk_credential_area_code FOREIGN KEY(area_code) REFERENCES area (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_credential_area_state ON credential (round_id, area_code, state);

CREATE TABLE counted_ballot (
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	check_code VARCHAR(20) NOT NULL,
	choices TEXT NOT NULL,
	CONSTRAINT pk_counted_ballot PRIMARY KEY (round_id, area_code, position),
	CONSTRAINT fk_counted_ballot_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id),
	CONSTRAINT fk_counted_ballot_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE TRIGGER counted_ballot_no_update BEFORE UPDATE ON counted_ballot BEGIN SELECT RAISE(ABORT, 'append-only: counted_ballot'); END;

CREATE TRIGGER counted_ballot_no_delete BEFORE DELETE ON counted_ballot BEGIN SELECT RAISE(ABORT, 'append-only: counted_ballot'); END;

CREATE TABLE result (
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	record TEXT NOT NULL,
	record_hash VARCHAR(64) NOT NULL,
	published_at DATETIME NOT NULL,
	CONSTRAINT pk_result PRIMARY KEY (round_id, area_code),
	CONSTRAINT fk_result_round_id FOREIGN KEY(round_id) REFERENCES ballot_box (round_id),
	CONSTRAINT fk_result_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE TRIGGER result_no_update BEFORE UPDATE ON result BEGIN SELECT RAISE(ABORT, 'append-only: result'); END;

CREATE TRIGGER result_no_delete BEFORE DELETE ON result BEGIN SELECT RAISE(ABORT, 'append-only: result'); END;

CREATE TABLE year_report (
	id INTEGER NOT NULL,
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	made_at DATETIME NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	last_movement_id INTEGER NOT NULL,
	content TEXT NOT NULL,
	content_hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_year_report PRIMARY KEY (id),
	CONSTRAINT uq_year_report_year_number UNIQUE (year, number),
	CONSTRAINT ck_year_report_number CHECK (number >= 1),
	CONSTRAINT ck_year_report_content_hash CHECK (length(content_hash) = 64),
	CONSTRAINT fk_year_report_year FOREIGN KEY(year) REFERENCES budget_year (year),
	CONSTRAINT fk_year_report_last_movement_id FOREIGN KEY(last_movement_id) REFERENCES movement (id)
);

CREATE TRIGGER year_report_no_update BEFORE UPDATE ON year_report BEGIN SELECT RAISE(ABORT, 'append-only: year_report'); END;

CREATE TRIGGER year_report_no_delete BEFORE DELETE ON year_report BEGIN SELECT RAISE(ABORT, 'append-only: year_report'); END;

CREATE TABLE urn (
	public_key BLOB NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	sequence INTEGER NOT NULL,
	ballot BLOB NOT NULL,
	signature BLOB NOT NULL,
	tracker BLOB NOT NULL,
	CONSTRAINT pk_urn PRIMARY KEY (public_key),
	CONSTRAINT ck_urn_sequence CHECK (sequence >= 1),
	CONSTRAINT uq_urn_tracker UNIQUE (tracker),
	CONSTRAINT fk_urn_public_key FOREIGN KEY(public_key) REFERENCES credential (public_key)
)
 WITHOUT ROWID;

CREATE INDEX ix_urn_area ON urn (round_id, area_code);

CREATE TABLE college_decision (
	id INTEGER NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	reference VARCHAR(80) NOT NULL,
	decided_on DATE NOT NULL,
	recorded_at DATETIME NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_college_decision PRIMARY KEY (id),
	CONSTRAINT fk_college_decision_round_id_area_code FOREIGN KEY(round_id, area_code) REFERENCES result (round_id, area_code),
	CONSTRAINT uq_college_decision_round_id_area_code UNIQUE (round_id, area_code),
	CONSTRAINT ck_college_decision_reference CHECK (reference <> '')
);

CREATE TRIGGER college_decision_no_update BEFORE UPDATE ON college_decision BEGIN SELECT RAISE(ABORT, 'append-only: college_decision'); END;

CREATE TRIGGER college_decision_no_delete BEFORE DELETE ON college_decision BEGIN SELECT RAISE(ABORT, 'append-only: college_decision'); END;

CREATE TABLE college_decision_plan (
	decision_id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	adopted BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_college_decision_plan PRIMARY KEY (decision_id, proposal_id),
	CONSTRAINT ck_college_decision_plan_refused_with_reason CHECK (adopted OR reason <> ''),
	CONSTRAINT uq_college_decision_plan_proposal_id UNIQUE (proposal_id),
	CONSTRAINT fk_college_decision_plan_decision_id FOREIGN KEY(decision_id) REFERENCES college_decision (id),
	CONSTRAINT fk_college_decision_plan_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TRIGGER college_decision_plan_no_update BEFORE UPDATE ON college_decision_plan BEGIN SELECT RAISE(ABORT, 'append-only: college_decision_plan'); END;

CREATE TRIGGER college_decision_plan_no_delete BEFORE DELETE ON college_decision_plan BEGIN SELECT RAISE(ABORT, 'append-only: college_decision_plan'); END;
