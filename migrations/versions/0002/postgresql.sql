ALTER TABLE budget_year DROP CONSTRAINT ck_budget_year_total;

ALTER TABLE budget_year ADD COLUMN total_minutes BIGINT;

ALTER TABLE budget_year ADD COLUMN proposed_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE budget_year ADD COLUMN proposed_by_key VARCHAR(26);

ALTER TABLE budget_year ADD COLUMN proposed_reference VARCHAR(80);

ALTER TABLE budget_year ADD COLUMN fixed_by_key VARCHAR(26);

ALTER TABLE budget_year ADD COLUMN closed_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE budget_year ADD COLUMN closed_by_key VARCHAR(26);

ALTER TABLE budget_year DISABLE TRIGGER USER;

UPDATE budget_year SET total_minutes = 0, proposed_at = fixed_at, proposed_by_key = CASE WHEN fixed_at IS NULL THEN NULL ELSE coalesce((SELECT actor_key FROM log_row WHERE act = 'fix_year' AND subject = 'year:' || budget_year.year ORDER BY seq DESC LIMIT 1), 'unknown') END, proposed_reference = reference, fixed_by_key = CASE WHEN fixed_at IS NULL THEN NULL ELSE 'before-two-people' END;

ALTER TABLE budget_year ENABLE TRIGGER USER;

ALTER TABLE budget_year ALTER COLUMN total_minutes SET NOT NULL;

ALTER TABLE budget_year ALTER COLUMN proposed_reference SET NOT NULL;

ALTER TABLE role_grant DROP CONSTRAINT ck_role_grant_role;

ALTER TABLE account DROP CONSTRAINT ck_account_identity;

ALTER TABLE account ADD COLUMN is_closed BOOLEAN;

ALTER TABLE account ADD COLUMN shortfall BIGINT;

ALTER TABLE account ADD COLUMN delivered BIGINT;

ALTER TABLE account ADD COLUMN carried_out BIGINT;

ALTER TABLE account DISABLE TRIGGER USER;

UPDATE account SET is_closed = false, shortfall = 0, delivered = 0, carried_out = 0;

ALTER TABLE account ENABLE TRIGGER USER;

ALTER TABLE account ALTER COLUMN is_closed SET NOT NULL;

ALTER TABLE account ALTER COLUMN shortfall SET NOT NULL;

ALTER TABLE account ALTER COLUMN delivered SET NOT NULL;

ALTER TABLE account ALTER COLUMN carried_out SET NOT NULL;

ALTER TABLE movement ADD COLUMN gives VARCHAR(3);

ALTER TABLE movement ADD COLUMN takes VARCHAR(3);

ALTER TABLE movement ADD COLUMN corrects_id BIGINT;

ALTER TABLE movement DISABLE TRIGGER USER;

UPDATE movement SET gives = 'out', takes = 'in';

ALTER TABLE movement ENABLE TRIGGER USER;

ALTER TABLE movement ALTER COLUMN gives SET NOT NULL;

ALTER TABLE movement ALTER COLUMN takes SET NOT NULL;

ALTER TABLE proposal DROP CONSTRAINT ck_proposal_state;

ALTER TABLE proposal DROP CONSTRAINT ck_proposal_admissible_state;

ALTER TABLE ledger_line DROP CONSTRAINT fk_ledger_line_movement_id;

ALTER TABLE ledger_line ADD COLUMN side VARCHAR(3);

ALTER TABLE ledger_line ADD COLUMN moved BIGINT;

ALTER TABLE ledger_line DISABLE TRIGGER USER;

UPDATE ledger_line SET side = CASE WHEN cents < 0 THEN 'out' ELSE 'in' END, moved = abs(cents);

ALTER TABLE ledger_line ENABLE TRIGGER USER;

ALTER TABLE ledger_line ALTER COLUMN side SET NOT NULL;

ALTER TABLE ledger_line ALTER COLUMN moved SET NOT NULL;

DROP INDEX ix_movement_account_id;

DROP INDEX ix_ledger_line_account_subject;

DROP INDEX ix_ledger_line_movement_id;

ALTER TABLE movement ADD CONSTRAINT uq_movement_id_account_id_cents UNIQUE (id, account_id, cents);

ALTER TABLE ledger_line ADD CONSTRAINT uq_ledger_line_movement_id_side UNIQUE (movement_id, side);

ALTER TABLE budget_year ADD CONSTRAINT ck_budget_year_total CHECK (total_cents > 0 AND total_minutes >= 0);

ALTER TABLE budget_year ADD CONSTRAINT ck_budget_year_fixed_by_somebody CHECK ((fixed_at IS NULL) = (fixed_by_key IS NULL));

ALTER TABLE budget_year ADD CONSTRAINT ck_budget_year_proposed_by_somebody CHECK ((proposed_at IS NULL) = (proposed_by_key IS NULL));

ALTER TABLE budget_year ADD CONSTRAINT ck_budget_year_fixed_by_two CHECK (fixed_by_key IS NULL OR (proposed_by_key IS NOT NULL AND fixed_by_key <> proposed_by_key));

ALTER TABLE budget_year ADD CONSTRAINT ck_budget_year_closed_after_fixing CHECK (closed_at IS NULL OR fixed_at IS NOT NULL);

ALTER TABLE budget_year ADD CONSTRAINT ck_budget_year_closed_by_somebody CHECK ((closed_at IS NULL) = (closed_by_key IS NULL));

ALTER TABLE role_grant ADD CONSTRAINT ck_role_grant_role CHECK (role IN ('coordinator','reviewer','finance','college_clerk','administrator'));

ALTER TABLE account ADD CONSTRAINT ck_account_delivered_not_negative CHECK (delivered >= 0);

ALTER TABLE account ADD CONSTRAINT ck_account_carried_out_not_negative CHECK (carried_out >= 0);

ALTER TABLE account ADD CONSTRAINT ck_account_identity CHECK (allocated + carried_in + additions = standing + saved + reserve_left + ring_fenced + promised + delivered + paid + lapsed + carried_out + available);

ALTER TABLE account ADD CONSTRAINT ck_account_shortfall CHECK (shortfall >= 0);

ALTER TABLE movement ADD CONSTRAINT ck_movement_cents CHECK (cents > 0);

ALTER TABLE movement ADD CONSTRAINT ck_movement_two_sides CHECK (gives = 'out' AND takes = 'in');

ALTER TABLE movement ADD CONSTRAINT ck_movement_corrects CHECK ((kind = 'correct') = (corrects_id IS NOT NULL));

ALTER TABLE proposal ADD CONSTRAINT ck_proposal_state CHECK (state IN ('draft', 'submitted', 'feasible', 'not_feasible', 'capital_route', 'on_ballot', 'won', 'lost', 'decided', 'not_adopted', 'in_execution', 'done', 'withdrawn'));

ALTER TABLE proposal ADD CONSTRAINT ck_proposal_admissible_state CHECK (admissible = (state IN ('on_ballot', 'won', 'lost', 'decided', 'not_adopted', 'in_execution', 'done')));

ALTER TABLE ledger_line ADD CONSTRAINT ck_ledger_line_signed CHECK ((side = 'out' AND cents = -moved) OR (side = 'in' AND cents = moved));

CREATE TABLE payment_import (
	id BIGSERIAL NOT NULL,
	file_name VARCHAR(120) NOT NULL,
	file_hash VARCHAR(64) NOT NULL,
	rows TEXT NOT NULL,
	differences TEXT NOT NULL,
	imported_at TIMESTAMP WITH TIME ZONE NOT NULL,
	imported_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_payment_import PRIMARY KEY (id),
	CONSTRAINT uq_payment_import_file_hash UNIQUE (file_hash)
);

CREATE FUNCTION payment_import_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: payment_import' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER payment_import_append_only BEFORE UPDATE OR DELETE ON payment_import FOR EACH ROW EXECUTE FUNCTION payment_import_refuse();

CREATE TRIGGER payment_import_no_truncate BEFORE TRUNCATE ON payment_import FOR EACH STATEMENT EXECUTE FUNCTION payment_import_refuse();

CREATE TABLE kept_quick_form (
	id BIGSERIAL NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	answers TEXT NOT NULL,
	kept_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_kept_quick_form PRIMARY KEY (id),
	CONSTRAINT uq_kept_quick_form_token_hash UNIQUE (token_hash)
);

CREATE INDEX ix_kept_quick_form_kept_at ON kept_quick_form (kept_at);

CREATE TABLE partner (
	id BIGSERIAL NOT NULL,
	name VARCHAR(120) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	email VARCHAR(254) NOT NULL,
	area_code VARCHAR(40),
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	added_by_key VARCHAR(26) NOT NULL,
	retired_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_partner PRIMARY KEY (id),
	CONSTRAINT ck_partner_kind CHECK (kind IN ('police','care','housing','welfare','school','association','business','other')),
	CONSTRAINT ck_partner_filled CHECK (name <> '' AND email <> ''),
	CONSTRAINT fk_partner_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_partner_area_code ON partner (area_code);

CREATE FUNCTION account_stays_closed() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'the year is closed' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER account_stays_closed BEFORE UPDATE OF is_closed ON account FOR EACH ROW WHEN (OLD.is_closed AND NOT NEW.is_closed) EXECUTE FUNCTION account_stays_closed();

CREATE TABLE saving (
	id BIGSERIAL NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	unit VARCHAR(10) NOT NULL,
	purpose VARCHAR(200) NOT NULL,
	amount BIGINT NOT NULL,
	made_in INTEGER NOT NULL,
	last_year INTEGER NOT NULL,
	longest_years INTEGER NOT NULL,
	reference VARCHAR(80) NOT NULL,
	state VARCHAR(10) NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
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
	id BIGSERIAL NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	subject VARCHAR(80) NOT NULL,
	label VARCHAR(120) NOT NULL,
	year INTEGER NOT NULL,
	cents BIGINT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_standing_commitment PRIMARY KEY (id),
	CONSTRAINT uq_standing_commitment_area_code_subject_year UNIQUE (area_code, subject, year),
	CONSTRAINT ck_standing_commitment_cents CHECK (cents > 0),
	CONSTRAINT ck_standing_commitment_reference CHECK (reference <> ''),
	CONSTRAINT fk_standing_commitment_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_standing_commitment_year ON standing_commitment (year);

CREATE FUNCTION standing_commitment_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: standing_commitment' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER standing_commitment_append_only BEFORE UPDATE OR DELETE ON standing_commitment FOR EACH ROW EXECUTE FUNCTION standing_commitment_refuse();

CREATE TRIGGER standing_commitment_no_truncate BEFORE TRUNCATE ON standing_commitment FOR EACH STATEMENT EXECUTE FUNCTION standing_commitment_refuse();

CREATE TABLE deal (
	id BIGSERIAL NOT NULL,
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
	copied_from_id BIGINT,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	activated_at TIMESTAMP WITH TIME ZONE,
	settled_at TIMESTAMP WITH TIME ZONE,
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

CREATE TABLE mandate (
	id BIGSERIAL NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	area_code VARCHAR(40),
	largest_cents BIGINT NOT NULL,
	valid_from DATE NOT NULL,
	valid_until DATE NOT NULL,
	reference VARCHAR(120) NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	withdrawn_at TIMESTAMP WITH TIME ZONE,
	withdrawn_by_key VARCHAR(26),
	CONSTRAINT pk_mandate PRIMARY KEY (id),
	CONSTRAINT ck_mandate_largest_cents CHECK (largest_cents > 0),
	CONSTRAINT ck_mandate_days CHECK (valid_until >= valid_from),
	CONSTRAINT ck_mandate_reference CHECK (reference <> ''),
	CONSTRAINT ck_mandate_not_for_oneself CHECK (recorded_by_key <> person_key),
	CONSTRAINT ck_mandate_withdrawn CHECK ((withdrawn_at IS NULL) = (withdrawn_by_key IS NULL)),
	CONSTRAINT uq_mandate_id_person_key_largest_cents UNIQUE (id, person_key, largest_cents),
	CONSTRAINT fk_mandate_person_key FOREIGN KEY(person_key) REFERENCES person (key),
	CONSTRAINT fk_mandate_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_mandate_person_key ON mandate (person_key);

CREATE TABLE holding (
	account_id BIGINT NOT NULL,
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

CREATE FUNCTION movement_in_open_year() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF (SELECT is_closed FROM account WHERE id = NEW.account_id) AND NEW.kind <> 'pay_delivered' THEN RAISE EXCEPTION 'the year is closed' USING ERRCODE = 'restrict_violation'; END IF; RETURN NEW; END$$;

CREATE TRIGGER movement_in_open_year BEFORE INSERT ON movement FOR EACH ROW EXECUTE FUNCTION movement_in_open_year();

CREATE TABLE deal_promise (
	id BIGSERIAL NOT NULL,
	deal_id BIGINT NOT NULL,
	side VARCHAR(15) NOT NULL,
	text VARCHAR(300) NOT NULL,
	kept BOOLEAN,
	kept_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_deal_promise PRIMARY KEY (id),
	CONSTRAINT ck_deal_promise_side CHECK (side IN ('neighbourhood','municipality','partner')),
	CONSTRAINT ck_deal_promise_kept CHECK ((kept IS NULL) = (kept_at IS NULL)),
	CONSTRAINT fk_deal_promise_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_promise_deal_id ON deal_promise (deal_id);

CREATE TABLE deal_progress (
	id BIGSERIAL NOT NULL,
	deal_id BIGINT NOT NULL,
	on_day DATE NOT NULL,
	text TEXT NOT NULL,
	written_by VARCHAR(12) NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	hidden_at TIMESTAMP WITH TIME ZONE,
	hidden_reason TEXT NOT NULL,
	CONSTRAINT pk_deal_progress PRIMARY KEY (id),
	CONSTRAINT ck_deal_progress_written_by CHECK (written_by IN ('coordinator','partner')),
	CONSTRAINT ck_deal_progress_hidden_with_reason CHECK (hidden_at IS NULL OR hidden_reason <> ''),
	CONSTRAINT fk_deal_progress_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_progress_deal_id ON deal_progress (deal_id);

CREATE TABLE deal_event (
	id BIGSERIAL NOT NULL,
	deal_id BIGINT NOT NULL,
	step VARCHAR(20) NOT NULL,
	reason TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_deal_event PRIMARY KEY (id),
	CONSTRAINT fk_deal_event_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE INDEX ix_deal_event_deal_id ON deal_event (deal_id);

CREATE FUNCTION deal_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: deal_event' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER deal_event_append_only BEFORE UPDATE OR DELETE ON deal_event FOR EACH ROW EXECUTE FUNCTION deal_event_refuse();

CREATE TRIGGER deal_event_no_truncate BEFORE TRUNCATE ON deal_event FOR EACH STATEMENT EXECUTE FUNCTION deal_event_refuse();

CREATE TABLE quick_plan (
	id BIGSERIAL NOT NULL,
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
	sent_at TIMESTAMP WITH TIME ZONE NOT NULL,
	decide_by DATE NOT NULL,
	open_doubts INTEGER NOT NULL,
	decided_at TIMESTAMP WITH TIME ZONE,
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

CREATE TABLE payment_request (
	id BIGSERIAL NOT NULL,
	account_id BIGINT NOT NULL,
	subject VARCHAR(80) NOT NULL,
	cents BIGINT NOT NULL,
	purpose VARCHAR(200) NOT NULL,
	state VARCHAR(10) NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	asked_by_key VARCHAR(26) NOT NULL,
	decided_at TIMESTAMP WITH TIME ZONE,
	decided_by_key VARCHAR(26),
	reason TEXT NOT NULL,
	movement_id BIGINT,
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
	id BIGSERIAL NOT NULL,
	progress_id BIGINT NOT NULL,
	data BYTEA NOT NULL,
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

CREATE TABLE quick_event (
	id BIGSERIAL NOT NULL,
	quick_plan_id BIGINT NOT NULL,
	step VARCHAR(30) NOT NULL,
	to_state VARCHAR(12) NOT NULL,
	reason TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_quick_event PRIMARY KEY (id),
	CONSTRAINT fk_quick_event_quick_plan_id FOREIGN KEY(quick_plan_id) REFERENCES quick_plan (id)
);

CREATE INDEX ix_quick_event_quick_plan_id ON quick_event (quick_plan_id);

CREATE FUNCTION quick_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: quick_event' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER quick_event_append_only BEFORE UPDATE OR DELETE ON quick_event FOR EACH ROW EXECUTE FUNCTION quick_event_refuse();

CREATE TRIGGER quick_event_no_truncate BEFORE TRUNCATE ON quick_event FOR EACH STATEMENT EXECUTE FUNCTION quick_event_refuse();

CREATE TABLE settled_doubt (
	id BIGSERIAL NOT NULL,
	quick_plan_id BIGINT NOT NULL,
	code VARCHAR(20) NOT NULL,
	finding TEXT NOT NULL,
	finding_hash VARCHAR(64) NOT NULL,
	reason TEXT NOT NULL,
	settled_by_key VARCHAR(26) NOT NULL,
	settled_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_settled_doubt PRIMARY KEY (id),
	CONSTRAINT uq_settled_doubt_quick_plan_id_code_finding_hash UNIQUE (quick_plan_id, code, finding_hash),
	CONSTRAINT ck_settled_doubt_reason CHECK (reason <> ''),
	CONSTRAINT fk_settled_doubt_quick_plan_id FOREIGN KEY(quick_plan_id) REFERENCES quick_plan (id)
);

CREATE FUNCTION settled_doubt_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: settled_doubt' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER settled_doubt_append_only BEFORE UPDATE OR DELETE ON settled_doubt FOR EACH ROW EXECUTE FUNCTION settled_doubt_refuse();

CREATE TRIGGER settled_doubt_no_truncate BEFORE TRUNCATE ON settled_doubt FOR EACH STATEMENT EXECUTE FUNCTION settled_doubt_refuse();

CREATE TABLE joining (
	id BIGSERIAL NOT NULL,
	quick_plan_id BIGINT NOT NULL,
	partner_id BIGINT NOT NULL,
	asked_by_key VARCHAR(26) NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
	signed_at TIMESTAMP WITH TIME ZONE,
	contribution TEXT NOT NULL,
	CONSTRAINT pk_joining PRIMARY KEY (id),
	CONSTRAINT uq_joining_quick_plan_id_partner_id UNIQUE (quick_plan_id, partner_id),
	CONSTRAINT ck_joining_signed CHECK ((signed_at IS NULL) = (contribution = '')),
	CONSTRAINT fk_joining_quick_plan_id FOREIGN KEY(quick_plan_id) REFERENCES quick_plan (id),
	CONSTRAINT fk_joining_partner_id FOREIGN KEY(partner_id) REFERENCES partner (id),
	CONSTRAINT uq_joining_token_hash UNIQUE (token_hash)
);

CREATE TABLE year_report (
	id BIGSERIAL NOT NULL,
	year INTEGER NOT NULL,
	number INTEGER NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	last_movement_id BIGINT NOT NULL,
	content TEXT NOT NULL,
	content_hash VARCHAR(64) NOT NULL,
	CONSTRAINT pk_year_report PRIMARY KEY (id),
	CONSTRAINT uq_year_report_year_number UNIQUE (year, number),
	CONSTRAINT ck_year_report_number CHECK (number >= 1),
	CONSTRAINT ck_year_report_content_hash CHECK (length(content_hash) = 64),
	CONSTRAINT fk_year_report_year FOREIGN KEY(year) REFERENCES budget_year (year),
	CONSTRAINT fk_year_report_last_movement_id FOREIGN KEY(last_movement_id) REFERENCES movement (id)
);

CREATE FUNCTION year_report_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: year_report' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER year_report_append_only BEFORE UPDATE OR DELETE ON year_report FOR EACH ROW EXECUTE FUNCTION year_report_refuse();

CREATE TRIGGER year_report_no_truncate BEFORE TRUNCATE ON year_report FOR EACH STATEMENT EXECUTE FUNCTION year_report_refuse();

CREATE TABLE college_decision (
	id BIGSERIAL NOT NULL,
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	reference VARCHAR(80) NOT NULL,
	decided_on DATE NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_college_decision PRIMARY KEY (id),
	CONSTRAINT fk_college_decision_round_id_area_code FOREIGN KEY(round_id, area_code) REFERENCES result (round_id, area_code),
	CONSTRAINT uq_college_decision_round_id_area_code UNIQUE (round_id, area_code),
	CONSTRAINT ck_college_decision_reference CHECK (reference <> '')
);

CREATE FUNCTION college_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: college_decision' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER college_decision_append_only BEFORE UPDATE OR DELETE ON college_decision FOR EACH ROW EXECUTE FUNCTION college_decision_refuse();

CREATE TRIGGER college_decision_no_truncate BEFORE TRUNCATE ON college_decision FOR EACH STATEMENT EXECUTE FUNCTION college_decision_refuse();

CREATE TABLE college_decision_plan (
	decision_id BIGINT NOT NULL,
	proposal_id BIGINT NOT NULL,
	adopted BOOLEAN NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_college_decision_plan PRIMARY KEY (decision_id, proposal_id),
	CONSTRAINT ck_college_decision_plan_refused_with_reason CHECK (adopted OR reason <> ''),
	CONSTRAINT uq_college_decision_plan_proposal_id UNIQUE (proposal_id),
	CONSTRAINT fk_college_decision_plan_decision_id FOREIGN KEY(decision_id) REFERENCES college_decision (id),
	CONSTRAINT fk_college_decision_plan_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE FUNCTION college_decision_plan_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: college_decision_plan' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER college_decision_plan_append_only BEFORE UPDATE OR DELETE ON college_decision_plan FOR EACH ROW EXECUTE FUNCTION college_decision_plan_refuse();

CREATE TRIGGER college_decision_plan_no_truncate BEFORE TRUNCATE ON college_decision_plan FOR EACH STATEMENT EXECUTE FUNCTION college_decision_plan_refuse();

ALTER TABLE movement ADD CONSTRAINT fk_movement_corrects_id FOREIGN KEY(corrects_id) REFERENCES movement (id);

ALTER TABLE ledger_line ADD CONSTRAINT fk_ledger_line_movement_id_account_id_moved FOREIGN KEY(movement_id, account_id, moved) REFERENCES movement (id, account_id, cents);

ALTER TABLE movement ADD CONSTRAINT fk_movement_gives FOREIGN KEY(id, gives) REFERENCES ledger_line (movement_id, side) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE movement ADD CONSTRAINT fk_movement_takes FOREIGN KEY(id, takes) REFERENCES ledger_line (movement_id, side) DEFERRABLE INITIALLY DEFERRED;

CREATE INDEX ix_movement_account_id_id ON movement (account_id, id);

CREATE INDEX ix_movement_account_id_kind_id ON movement (account_id, kind, id);

CREATE UNIQUE INDEX uq_movement_corrects_id ON movement (corrects_id) WHERE corrects_id IS NOT NULL;

CREATE UNIQUE INDEX uq_movement_share ON movement (account_id) WHERE kind = 'allocate';

CREATE UNIQUE INDEX uq_movement_voucher ON movement (external_reference) WHERE kind IN ('pay','pay_delivered','return') AND external_reference <> '';

CREATE INDEX ix_ledger_line_account_subject ON ledger_line (account_id, subject, movement_id);
