CREATE TABLE role_grant (
	id INTEGER NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	role VARCHAR(20) NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	granted_at DATETIME NOT NULL,
	granted_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_role_grant PRIMARY KEY (id),
	CONSTRAINT uq_role_grant_person_key_role_area_code UNIQUE (person_key, role, area_code),
	CONSTRAINT ck_role_grant_role CHECK (role IN ('coordinator','reviewer','finance','college_clerk','council_clerk','administrator')),
	CONSTRAINT fk_role_grant_person_key FOREIGN KEY(person_key) REFERENCES person ("key")
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
	paid_elsewhere BOOLEAN NOT NULL,
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
	CONSTRAINT ck_proposal_paid_elsewhere_stays_there CHECK (NOT paid_elsewhere OR state = 'capital_route'),
	CONSTRAINT uq_proposal_id_admissible UNIQUE (id, admissible),
	CONSTRAINT fk_proposal_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_proposal_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_proposal_neighbourhood_code FOREIGN KEY(neighbourhood_code) REFERENCES area (code)
);

CREATE INDEX ix_proposal_proposer_key ON proposal (proposer_key);

CREATE INDEX ix_proposal_public ON proposal (state, area_code, id);

CREATE INDEX ix_proposal_round_id ON proposal (round_id);

CREATE TABLE capital_case (
	id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	state VARCHAR(20) NOT NULL,
	opened_at DATETIME NOT NULL,
	state_since DATETIME NOT NULL,
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
	id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	step VARCHAR(30) NOT NULL,
	to_state VARCHAR(20) NOT NULL,
	body VARCHAR(20) NOT NULL,
	words TEXT NOT NULL,
	reference VARCHAR(80) NOT NULL,
	decided_on DATE,
	at DATETIME NOT NULL,
	CONSTRAINT pk_capital_event PRIMARY KEY (id),
	CONSTRAINT fk_capital_event_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id)
);

CREATE INDEX ix_capital_event_proposal_id ON capital_event (proposal_id);

CREATE TRIGGER capital_event_no_update BEFORE UPDATE ON capital_event BEGIN SELECT RAISE(ABORT, 'append-only: capital_event'); END;

CREATE TRIGGER capital_event_no_delete BEFORE DELETE ON capital_event BEGIN SELECT RAISE(ABORT, 'append-only: capital_event'); END;

CREATE TABLE capital_split (
	id INTEGER NOT NULL,
	proposal_id INTEGER NOT NULL,
	part_id INTEGER NOT NULL,
	words TEXT NOT NULL,
	agreed_on DATE NOT NULL,
	split_at DATETIME NOT NULL,
	split_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_capital_split PRIMARY KEY (id),
	CONSTRAINT uq_capital_split_part_id UNIQUE (part_id),
	CONSTRAINT ck_capital_split_two_plans CHECK (part_id <> proposal_id),
	CONSTRAINT ck_capital_split_words CHECK (words <> ''),
	CONSTRAINT fk_capital_split_proposal_id FOREIGN KEY(proposal_id) REFERENCES proposal (id),
	CONSTRAINT fk_capital_split_part_id FOREIGN KEY(part_id) REFERENCES proposal (id)
);

CREATE INDEX ix_capital_split_proposal_id ON capital_split (proposal_id);

CREATE TRIGGER capital_split_no_update BEFORE UPDATE ON capital_split BEGIN SELECT RAISE(ABORT, 'append-only: capital_split'); END;

CREATE TRIGGER capital_split_no_delete BEFORE DELETE ON capital_split BEGIN SELECT RAISE(ABORT, 'append-only: capital_split'); END;

CREATE TABLE capital_advice (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
	can_be_maintained BOOLEAN NOT NULL,
	life_years INTEGER NOT NULL,
	upkeep_cents BIGINT NOT NULL,
	words TEXT NOT NULL,
	given_at DATETIME NOT NULL,
	given_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_capital_advice PRIMARY KEY (id),
	CONSTRAINT ck_capital_advice_life_years CHECK (life_years BETWEEN 1 AND 200),
	CONSTRAINT ck_capital_advice_upkeep CHECK (upkeep_cents >= 0),
	CONSTRAINT ck_capital_advice_words CHECK (words <> ''),
	CONSTRAINT fk_capital_advice_case_id FOREIGN KEY(case_id) REFERENCES capital_case (id)
);

CREATE INDEX ix_capital_advice_case_id ON capital_advice (case_id);

CREATE TRIGGER capital_advice_no_update BEFORE UPDATE ON capital_advice BEGIN SELECT RAISE(ABORT, 'append-only: capital_advice'); END;

CREATE TRIGGER capital_advice_no_delete BEFORE DELETE ON capital_advice BEGIN SELECT RAISE(ABORT, 'append-only: capital_advice'); END;

CREATE TABLE capital_calculation (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
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
	made_at DATETIME NOT NULL,
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

CREATE TRIGGER capital_calculation_no_update BEFORE UPDATE ON capital_calculation BEGIN SELECT RAISE(ABORT, 'append-only: capital_calculation'); END;

CREATE TRIGGER capital_calculation_no_delete BEFORE DELETE ON capital_calculation BEGIN SELECT RAISE(ABORT, 'append-only: capital_calculation'); END;

CREATE TABLE capital_decision (
	id INTEGER NOT NULL,
	case_id INTEGER NOT NULL,
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
	saving_id INTEGER,
	recorded_at DATETIME NOT NULL,
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

CREATE TRIGGER capital_decision_no_update BEFORE UPDATE ON capital_decision BEGIN SELECT RAISE(ABORT, 'append-only: capital_decision'); END;

CREATE TRIGGER capital_decision_no_delete BEFORE DELETE ON capital_decision BEGIN SELECT RAISE(ABORT, 'append-only: capital_decision'); END;
