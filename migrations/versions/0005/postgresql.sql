ALTER TABLE role_grant DROP CONSTRAINT ck_role_grant_role;

ALTER TABLE role_grant ADD CONSTRAINT ck_role_grant_role CHECK (role IN ('coordinator','reviewer','finance','college_clerk','council_clerk','administrator'));

ALTER TABLE proposal ADD COLUMN paid_elsewhere BOOLEAN;

UPDATE proposal SET paid_elsewhere = false;

ALTER TABLE proposal ALTER COLUMN paid_elsewhere SET NOT NULL;

ALTER TABLE proposal ADD CONSTRAINT ck_proposal_paid_elsewhere_stays_there CHECK (NOT paid_elsewhere OR state = 'capital_route');

CREATE TABLE capital_case (
	id BIGSERIAL NOT NULL,
	proposal_id BIGINT NOT NULL,
	state VARCHAR(20) NOT NULL,
	opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
	state_since TIMESTAMP WITH TIME ZONE NOT NULL,
	target VARCHAR(20) NOT NULL,
	council_on DATE,
	council_round INTEGER NOT NULL,
	credit_reference VARCHAR(80) NOT NULL,
	completed_on DATE,
	real_cents BIGINT,
	CONSTRAINT pk_capital_case PRIMARY KEY (id),
	CONSTRAINT uq_capital_case_proposal_id UNIQUE (proposal_id),
	CONSTRAINT ck_capital_case_state CHECK (state IN ('confirmed', 'finance_intake', 'maintenance_check', 'charges_calculated', 'college_proposal', 'college_approved', 'college_refused', 'council_proposal', 'credit_granted', 'council_refused', 'deferred', 'in_execution', 'delivered', 'other_budget', 'saving')),
	CONSTRAINT ck_capital_case_target CHECK (target IN ('', 'kadernota', 'begroting', 'begrotingswijziging')),
	CONSTRAINT ck_capital_case_credit_with_reference CHECK ((state IN ('credit_granted', 'in_execution', 'delivered')) = (credit_reference <> '')),
	CONSTRAINT ck_capital_case_target_has_a_day CHECK ((target = '') = (council_on IS NULL)),
	CONSTRAINT ck_capital_case_completed CHECK ((state = 'delivered') = (completed_on IS NOT NULL)),
	CONSTRAINT ck_capital_case_real_cost CHECK ((completed_on IS NULL) = (real_cents IS NULL)),
	CONSTRAINT ck_capital_case_council_round CHECK (council_round >= 0),
	CONSTRAINT fk_capital_case_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE TABLE capital_event (
	id BIGSERIAL NOT NULL,
	proposal_id BIGINT NOT NULL,
	step VARCHAR(30) NOT NULL,
	to_state VARCHAR(20) NOT NULL,
	body VARCHAR(20) NOT NULL,
	words TEXT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	decided_on DATE,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_capital_event PRIMARY KEY (id),
	CONSTRAINT fk_capital_event_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE INDEX ix_capital_event_proposal_id ON capital_event (proposal_id);

CREATE FUNCTION capital_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: capital_event' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER capital_event_append_only BEFORE UPDATE OR DELETE ON capital_event FOR EACH ROW EXECUTE FUNCTION capital_event_refuse();

CREATE TRIGGER capital_event_no_truncate BEFORE TRUNCATE ON capital_event FOR EACH STATEMENT EXECUTE FUNCTION capital_event_refuse();

CREATE TABLE capital_split (
	id BIGSERIAL NOT NULL,
	proposal_id BIGINT NOT NULL,
	part_id BIGINT NOT NULL,
	words TEXT NOT NULL,
	agreed_on DATE NOT NULL,
	split_at TIMESTAMP WITH TIME ZONE NOT NULL,
	split_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_capital_split PRIMARY KEY (id),
	CONSTRAINT uq_capital_split_part_id UNIQUE (part_id),
	CONSTRAINT ck_capital_split_two_plans CHECK (part_id <> proposal_id),
	CONSTRAINT ck_capital_split_words CHECK (words <> ''),
	CONSTRAINT fk_capital_split_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id),
	CONSTRAINT fk_capital_split_part_id FOREIGN KEY(part_id) REFERENCES proposal (id)
);

CREATE INDEX ix_capital_split_proposal_id ON capital_split (proposal_id);

CREATE FUNCTION capital_split_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: capital_split' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER capital_split_append_only BEFORE UPDATE OR DELETE ON capital_split FOR EACH ROW EXECUTE FUNCTION capital_split_refuse();

CREATE TRIGGER capital_split_no_truncate BEFORE TRUNCATE ON capital_split FOR EACH STATEMENT EXECUTE FUNCTION capital_split_refuse();

CREATE TABLE capital_advice (
	id BIGSERIAL NOT NULL,
	case_id BIGINT NOT NULL,
	can_be_maintained BOOLEAN NOT NULL,
	life_years INTEGER NOT NULL,
	upkeep_cents BIGINT NOT NULL,
	words TEXT NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	given_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_capital_advice PRIMARY KEY (id),
	CONSTRAINT ck_capital_advice_life_years CHECK (life_years BETWEEN 1 AND 200),
	CONSTRAINT ck_capital_advice_upkeep CHECK (upkeep_cents >= 0),
	CONSTRAINT ck_capital_advice_words CHECK (words <> ''),
	CONSTRAINT fk_capital_advice_case_id FOREIGN KEY(case_id) REFERENCES capital_case (id)
);

CREATE INDEX ix_capital_advice_case_id ON capital_advice (case_id);

CREATE FUNCTION capital_advice_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: capital_advice' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER capital_advice_append_only BEFORE UPDATE OR DELETE ON capital_advice FOR EACH ROW EXECUTE FUNCTION capital_advice_refuse();

CREATE TRIGGER capital_advice_no_truncate BEFORE TRUNCATE ON capital_advice FOR EACH STATEMENT EXECUTE FUNCTION capital_advice_refuse();

CREATE TABLE capital_calculation (
	id BIGSERIAL NOT NULL,
	case_id BIGINT NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR(12) NOT NULL,
	investment_cents BIGINT NOT NULL,
	third_party_cents BIGINT NOT NULL,
	residual_cents BIGINT NOT NULL,
	life_years INTEGER NOT NULL,
	upkeep_cents BIGINT NOT NULL,
	completed_in INTEGER NOT NULL,
	rates TEXT NOT NULL,
	method VARCHAR(10) NOT NULL,
	first_year VARCHAR(10) NOT NULL,
	from_year INTEGER,
	reference VARCHAR(80) NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_capital_calculation PRIMARY KEY (id),
	CONSTRAINT uq_capital_calculation_case_id_number UNIQUE (case_id, number),
	CONSTRAINT ck_capital_calculation_kind CHECK (kind IN ('estimate', 'grant', 'reestimate')),
	CONSTRAINT ck_capital_calculation_amounts CHECK (investment_cents > 0 AND third_party_cents >= 0),
	CONSTRAINT ck_capital_calculation_third_party CHECK (third_party_cents <= investment_cents),
	CONSTRAINT ck_capital_calculation_not_negative CHECK (residual_cents >= 0 AND upkeep_cents >= 0),
	CONSTRAINT ck_capital_calculation_life_years CHECK (life_years BETWEEN 1 AND 200),
	CONSTRAINT ck_capital_calculation_from_year CHECK ((kind = 'reestimate') = (from_year IS NOT NULL)),
	CONSTRAINT ck_capital_calculation_reference CHECK (kind = 'estimate' OR reference <> ''),
	CONSTRAINT fk_capital_calculation_case_id FOREIGN KEY(case_id) REFERENCES capital_case (id)
);

CREATE FUNCTION capital_calculation_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: capital_calculation' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER capital_calculation_append_only BEFORE UPDATE OR DELETE ON capital_calculation FOR EACH ROW EXECUTE FUNCTION capital_calculation_refuse();

CREATE TRIGGER capital_calculation_no_truncate BEFORE TRUNCATE ON capital_calculation FOR EACH STATEMENT EXECUTE FUNCTION capital_calculation_refuse();

CREATE TABLE capital_decision (
	id BIGSERIAL NOT NULL,
	case_id BIGINT NOT NULL,
	body VARCHAR(10) NOT NULL,
	round INTEGER NOT NULL,
	outcome VARCHAR(10) NOT NULL,
	reference VARCHAR(80) NOT NULL,
	decided_on DATE NOT NULL,
	words TEXT NOT NULL,
	funding VARCHAR(12) NOT NULL,
	net_cents BIGINT NOT NULL,
	programme_cents BIGINT NOT NULL,
	charges_cents BIGINT NOT NULL,
	saved_cents BIGINT NOT NULL,
	bearer VARCHAR(10) NOT NULL,
	saving_id BIGINT,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_capital_decision PRIMARY KEY (id),
	CONSTRAINT uq_capital_decision_case_id_body_round UNIQUE (case_id, body, round),
	CONSTRAINT ck_capital_decision_outcome CHECK (outcome IN ('yes','no') AND body IN ('college','council') OR outcome = 'deferred' AND body = 'council'),
	CONSTRAINT ck_capital_decision_reference CHECK (reference <> ''),
	CONSTRAINT ck_capital_decision_no_with_reason CHECK (outcome = 'yes' OR words <> ''),
	CONSTRAINT ck_capital_decision_yes_with_funding CHECK ((body = 'council' AND outcome = 'yes') = (funding <> '')),
	CONSTRAINT ck_capital_decision_funding CHECK (funding IN ('', 'programme', 'charges', 'saved', 'mix')),
	CONSTRAINT ck_capital_decision_bearer CHECK (bearer IN ('', 'area', 'whole_pot')),
	CONSTRAINT ck_capital_decision_not_negative CHECK (net_cents >= 0 AND programme_cents >= 0),
	CONSTRAINT ck_capital_decision_parts_not_negative CHECK (charges_cents >= 0 AND saved_cents >= 0),
	CONSTRAINT ck_capital_decision_adds_up CHECK (programme_cents + charges_cents + saved_cents = net_cents),
	CONSTRAINT ck_capital_decision_charges_have_a_bearer CHECK ((charges_cents > 0) = (bearer <> '')),
	CONSTRAINT ck_capital_decision_savings_are_named CHECK ((saved_cents > 0) = (saving_id IS NOT NULL)),
	CONSTRAINT ck_capital_decision_funds_something CHECK (funding = '' OR net_cents > 0),
	CONSTRAINT fk_capital_decision_case_id FOREIGN KEY(case_id) REFERENCES capital_case (id),
	CONSTRAINT fk_capital_decision_saving_id FOREIGN KEY(saving_id) REFERENCES saving (id)
);

CREATE FUNCTION capital_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: capital_decision' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER capital_decision_append_only BEFORE UPDATE OR DELETE ON capital_decision FOR EACH ROW EXECUTE FUNCTION capital_decision_refuse();

CREATE TRIGGER capital_decision_no_truncate BEFORE TRUNCATE ON capital_decision FOR EACH STATEMENT EXECUTE FUNCTION capital_decision_refuse();
