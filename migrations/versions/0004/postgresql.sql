CREATE TABLE organisation (
	id BIGSERIAL NOT NULL,
	name VARCHAR(120) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	kvk_number VARCHAR(8) NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_organisation PRIMARY KEY (id),
	CONSTRAINT ck_organisation_kind CHECK (kind IN ('foundation','association','cooperative','social_enterprise','informal_group','other')),
	CONSTRAINT ck_organisation_name CHECK (name <> ''),
	CONSTRAINT ck_organisation_kvk_number CHECK (kvk_number = '' OR length(kvk_number) = 8)
);

CREATE TABLE organisation_member (
	id BIGSERIAL NOT NULL,
	organisation_id BIGINT NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	mandate VARCHAR(10) NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	given_by_key VARCHAR(26) NOT NULL,
	ended_at TIMESTAMP WITH TIME ZONE,
	CONSTRAINT pk_organisation_member PRIMARY KEY (id),
	CONSTRAINT ck_organisation_member_mandate CHECK (mandate IN ('manage','represent','write')),
	CONSTRAINT uq_organisation_member_organisation_id_person_key UNIQUE (organisation_id, person_key),
	CONSTRAINT fk_organisation_member_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_organisation_member_person_key FOREIGN KEY(person_key) REFERENCES person (key)
);

CREATE INDEX ix_organisation_member_person_key ON organisation_member (person_key);

CREATE TABLE challenge (
	id BIGSERIAL NOT NULL,
	state VARCHAR(20) NOT NULL,
	version INTEGER NOT NULL,
	applicant VARCHAR(12) NOT NULL,
	person_key VARCHAR(26),
	entered_by_key VARCHAR(26),
	organisation_id BIGINT,
	contact_name VARCHAR(80) NOT NULL,
	legal_form VARCHAR(15) NOT NULL,
	title VARCHAR(120) NOT NULL,
	task TEXT NOT NULL,
	area_code VARCHAR(40),
	target_group TEXT NOT NULL,
	first_day DATE,
	last_day DATE,
	ways VARCHAR(60) NOT NULL,
	why_better TEXT NOT NULL,
	how_cheaper TEXT NOT NULL,
	experience TEXT NOT NULL,
	quality TEXT NOT NULL,
	support TEXT NOT NULL,
	partners TEXT NOT NULL,
	cost_cents BIGINT,
	cost_explained TEXT NOT NULL,
	own_cents BIGINT NOT NULL,
	own_minutes BIGINT NOT NULL,
	own_contribution TEXT NOT NULL,
	asked_minutes BIGINT NOT NULL,
	cooperation TEXT NOT NULL,
	risks TEXT NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	saved_at TIMESTAMP WITH TIME ZONE NOT NULL,
	received_at TIMESTAMP WITH TIME ZONE,
	preset VARCHAR(20),
	owes_penalty BOOLEAN NOT NULL,
	current_executor VARCHAR(200) NOT NULL,
	contract_ends_on DATE,
	current_cost_cents BIGINT,
	procurement_check TEXT NOT NULL,
	state_aid_check TEXT NOT NULL,
	CONSTRAINT pk_challenge PRIMARY KEY (id),
	CONSTRAINT ck_challenge_state CHECK (state IN ('draft','submitted','acknowledged','admissibility_check','awaiting_completion','not_processed','inadmissible','dialogue','assessment','advised','council_required','granted','partly_granted','refused','agreement_drafting','no_agreement','active','evaluation','extended','completed','terminated','withdrawn')),
	CONSTRAINT ck_challenge_applicant CHECK (applicant IN ('group','organisation')),
	CONSTRAINT ck_challenge_legal_form CHECK (legal_form IN ('now','at_take_over','unknown')),
	CONSTRAINT ck_challenge_one_applicant CHECK ((person_key IS NULL) = (entered_by_key IS NOT NULL)),
	CONSTRAINT ck_challenge_organisation CHECK (applicant = 'organisation' OR organisation_id IS NULL),
	CONSTRAINT ck_challenge_received CHECK ((state = 'draft') = (received_at IS NULL)),
	CONSTRAINT ck_challenge_terms_of_receipt CHECK ((received_at IS NULL) = (preset IS NULL)),
	CONSTRAINT ck_challenge_whole_when_sent CHECK (state = 'draft' OR (title <> '' AND task <> '' AND ways <> '' AND why_better <> '' AND experience <> '' AND quality <> '' AND support <> '' AND cost_explained <> '' AND cooperation <> '' AND contact_name <> '' AND cost_cents IS NOT NULL)),
	CONSTRAINT ck_challenge_organisation_when_sent CHECK (state = 'draft' OR applicant = 'group' OR organisation_id IS NOT NULL),
	CONSTRAINT ck_challenge_amounts CHECK (cost_cents >= 0 AND own_cents >= 0 AND current_cost_cents >= 0),
	CONSTRAINT ck_challenge_hours CHECK (own_minutes >= 0 AND asked_minutes >= 0),
	CONSTRAINT ck_challenge_days CHECK (first_day IS NULL OR last_day IS NULL OR first_day <= last_day),
	CONSTRAINT ck_challenge_version CHECK (version > 0),
	CONSTRAINT fk_challenge_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT fk_challenge_area_code FOREIGN KEY(area_code) REFERENCES area (code)
);

CREATE INDEX ix_challenge_entered_by_key ON challenge (entered_by_key);

CREATE INDEX ix_challenge_organisation_id ON challenge (organisation_id);

CREATE INDEX ix_challenge_person_key ON challenge (person_key);

CREATE INDEX ix_challenge_state_area_code ON challenge (state, area_code);

CREATE TABLE challenge_version (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	number INTEGER NOT NULL,
	answers TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_challenge_version PRIMARY KEY (id),
	CONSTRAINT uq_challenge_version_challenge_id_number UNIQUE (challenge_id, number),
	CONSTRAINT ck_challenge_version_number CHECK (number > 0),
	CONSTRAINT fk_challenge_version_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE FUNCTION challenge_version_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: challenge_version' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER challenge_version_append_only BEFORE UPDATE OR DELETE ON challenge_version FOR EACH ROW EXECUTE FUNCTION challenge_version_refuse();

CREATE TRIGGER challenge_version_no_truncate BEFORE TRUNCATE ON challenge_version FOR EACH STATEMENT EXECUTE FUNCTION challenge_version_refuse();

CREATE TABLE challenge_event (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	step VARCHAR(25) NOT NULL,
	to_state VARCHAR(20) NOT NULL,
	happening VARCHAR(20) NOT NULL,
	on_day DATE NOT NULL,
	until_day DATE,
	reason TEXT NOT NULL,
	at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_challenge_event PRIMARY KEY (id),
	CONSTRAINT ck_challenge_event_happening CHECK (happening IN ('','received','completion_asked','completed','delay_agreed','applicant_delays','applicant_goes_on','force_majeure','force_majeure_over','notice_given','found_complex','in_default','decided','withdrawn')),
	CONSTRAINT ck_challenge_event_until_day CHECK (until_day IS NULL OR until_day >= on_day),
	CONSTRAINT fk_challenge_event_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE INDEX ix_challenge_event_challenge_id ON challenge_event (challenge_id);

CREATE FUNCTION challenge_event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: challenge_event' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER challenge_event_append_only BEFORE UPDATE OR DELETE ON challenge_event FOR EACH ROW EXECUTE FUNCTION challenge_event_refuse();

CREATE TRIGGER challenge_event_no_truncate BEFORE TRUNCATE ON challenge_event FOR EACH STATEMENT EXECUTE FUNCTION challenge_event_refuse();

CREATE TABLE challenge_decision (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	number INTEGER NOT NULL,
	kind VARCHAR(20) NOT NULL,
	motivation TEXT NOT NULL,
	legal_basis VARCHAR(300) NOT NULL,
	body VARCHAR(10) NOT NULL,
	reference VARCHAR(120) NOT NULL,
	can_be_objected_to BOOLEAN NOT NULL,
	differs TEXT NOT NULL,
	granted_cents BIGINT,
	granted_minutes BIGINT,
	decided_on DATE NOT NULL,
	announced_on DATE NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_challenge_decision PRIMARY KEY (id),
	CONSTRAINT uq_challenge_decision_challenge_id_number UNIQUE (challenge_id, number),
	CONSTRAINT ck_challenge_decision_kind CHECK (kind IN ('granted','partly_granted','refused','inadmissible','not_processed')),
	CONSTRAINT ck_challenge_decision_body CHECK (body IN ('college','council','mayor')),
	CONSTRAINT ck_challenge_decision_reasons CHECK (motivation <> '' AND legal_basis <> '' AND reference <> ''),
	CONSTRAINT ck_challenge_decision_granted CHECK ((kind IN ('granted','partly_granted')) = (granted_cents IS NOT NULL) AND (kind IN ('granted','partly_granted')) = (granted_minutes IS NOT NULL)),
	CONSTRAINT ck_challenge_decision_amounts CHECK (granted_cents >= 0 AND granted_minutes >= 0),
	CONSTRAINT ck_challenge_decision_differs CHECK ((kind = 'partly_granted') = (differs <> '')),
	CONSTRAINT ck_challenge_decision_days CHECK (announced_on >= decided_on),
	CONSTRAINT ck_challenge_decision_number CHECK (number > 0),
	CONSTRAINT fk_challenge_decision_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE FUNCTION challenge_decision_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: challenge_decision' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER challenge_decision_append_only BEFORE UPDATE OR DELETE ON challenge_decision FOR EACH ROW EXECUTE FUNCTION challenge_decision_refuse();

CREATE TRIGGER challenge_decision_no_truncate BEFORE TRUNCATE ON challenge_decision FOR EACH STATEMENT EXECUTE FUNCTION challenge_decision_refuse();

CREATE TABLE council_answer (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	agrees BOOLEAN NOT NULL,
	reference VARCHAR(120) NOT NULL,
	decided_on DATE NOT NULL,
	recorded_by_key VARCHAR(26) NOT NULL,
	recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_council_answer PRIMARY KEY (id),
	CONSTRAINT uq_council_answer_challenge_id_reference UNIQUE (challenge_id, reference),
	CONSTRAINT ck_council_answer_reference CHECK (reference <> ''),
	CONSTRAINT fk_council_answer_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE FUNCTION council_answer_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: council_answer' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER council_answer_append_only BEFORE UPDATE OR DELETE ON council_answer FOR EACH ROW EXECUTE FUNCTION council_answer_refuse();

CREATE TRIGGER council_answer_no_truncate BEFORE TRUNCATE ON council_answer FOR EACH STATEMENT EXECUTE FUNCTION council_answer_refuse();

CREATE TABLE challenge_talk (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	on_day DATE NOT NULL,
	is_wanted BOOLEAN NOT NULL,
	present VARCHAR(300) NOT NULL,
	summary TEXT NOT NULL,
	written_by_key VARCHAR(26) NOT NULL,
	written_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_challenge_talk PRIMARY KEY (id),
	CONSTRAINT ck_challenge_talk_summary CHECK (summary <> ''),
	CONSTRAINT fk_challenge_talk_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE INDEX ix_challenge_talk_challenge_id ON challenge_talk (challenge_id);

CREATE TABLE challenge_advice (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	team VARCHAR(80) NOT NULL,
	asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
	asked_by_key VARCHAR(26) NOT NULL,
	answer_by DATE NOT NULL,
	outcome VARCHAR(12) NOT NULL,
	text TEXT NOT NULL,
	given_at TIMESTAMP WITH TIME ZONE,
	given_by_key VARCHAR(26),
	CONSTRAINT pk_challenge_advice PRIMARY KEY (id),
	CONSTRAINT uq_challenge_advice_challenge_id_team UNIQUE (challenge_id, team),
	CONSTRAINT ck_challenge_advice_outcome CHECK (outcome IN ('','positive','positive_if','negative')),
	CONSTRAINT ck_challenge_advice_given CHECK ((given_at IS NULL) = (outcome = '')),
	CONSTRAINT ck_challenge_advice_given_by CHECK ((given_at IS NULL) = (given_by_key IS NULL)),
	CONSTRAINT ck_challenge_advice_text CHECK (given_at IS NULL OR text <> ''),
	CONSTRAINT ck_challenge_advice_team CHECK (team <> ''),
	CONSTRAINT fk_challenge_advice_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE TABLE challenge_ground (
	id BIGSERIAL NOT NULL,
	decision_id BIGINT NOT NULL,
	ground VARCHAR(40) NOT NULL,
	reason TEXT NOT NULL,
	CONSTRAINT pk_challenge_ground PRIMARY KEY (id),
	CONSTRAINT uq_challenge_ground_decision_id_ground UNIQUE (decision_id, ground),
	CONSTRAINT ck_challenge_ground_ground CHECK (ground IN ('not_existing_task','exclusive_government_task','no_budget_or_more_expensive','no_support','not_plausible_capacity','harms_others_or_vulnerable','conflicts_law_or_policy','running_contract_or_project','above_eu_procurement_threshold','commercial_party','urgent_or_safety','budget_or_tax_matter')),
	CONSTRAINT ck_challenge_ground_reason CHECK (reason <> ''),
	CONSTRAINT fk_challenge_ground_decision_id FOREIGN KEY(decision_id) REFERENCES challenge_decision (id)
);

CREATE FUNCTION challenge_ground_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: challenge_ground' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER challenge_ground_append_only BEFORE UPDATE OR DELETE ON challenge_ground FOR EACH ROW EXECUTE FUNCTION challenge_ground_refuse();

CREATE TRIGGER challenge_ground_no_truncate BEFORE TRUNCATE ON challenge_ground FOR EACH STATEMENT EXECUTE FUNCTION challenge_ground_refuse();
