CREATE TABLE challenge_agreement (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	version INTEGER NOT NULL,
	result TEXT NOT NULL,
	reporting TEXT NOT NULL,
	stopping TEXT NOT NULL,
	theme VARCHAR(20) NOT NULL,
	first_day DATE NOT NULL,
	last_day DATE NOT NULL,
	year INTEGER NOT NULL,
	cents BIGINT NOT NULL,
	minutes BIGINT NOT NULL,
	paying_area VARCHAR(40) NOT NULL,
	paid_from VARCHAR(300) NOT NULL,
	their_promises TEXT NOT NULL,
	our_promises TEXT NOT NULL,
	written_by_key VARCHAR(26) NOT NULL,
	written_at DATETIME NOT NULL,
	confirmed_at DATETIME,
	confirmed_by_key VARCHAR(26),
	deal_id INTEGER,
	superseded_at DATETIME,
	CONSTRAINT pk_challenge_agreement PRIMARY KEY (id),
	CONSTRAINT ck_challenge_agreement_amounts CHECK (cents >= 0 AND minutes >= 0),
	CONSTRAINT ck_challenge_agreement_days CHECK (first_day <= last_day),
	CONSTRAINT ck_challenge_agreement_confirmed CHECK ((confirmed_at IS NULL) = (confirmed_by_key IS NULL)),
	CONSTRAINT ck_challenge_agreement_both_agreed CHECK (deal_id IS NULL OR confirmed_at IS NOT NULL),
	CONSTRAINT ck_challenge_agreement_paid_from CHECK (cents = 0 OR paying_area <> '' OR paid_from <> ''),
	CONSTRAINT fk_challenge_agreement_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id),
	CONSTRAINT fk_challenge_agreement_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE UNIQUE INDEX uq_challenge_agreement_challenge_id ON challenge_agreement (challenge_id) WHERE superseded_at IS NULL;

CREATE TABLE objection (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	decision_id INTEGER,
	state VARCHAR(25) NOT NULL,
	person_key VARCHAR(26),
	entered_by_key VARCHAR(26),
	organisation_id INTEGER,
	objector_name VARCHAR(80) NOT NULL,
	interest TEXT NOT NULL,
	grounds TEXT NOT NULL,
	received_on DATE NOT NULL,
	posted_on DATE,
	with_committee BOOLEAN NOT NULL,
	late_reason TEXT NOT NULL,
	excuse TEXT NOT NULL,
	hearing_on DATE,
	hearing_place VARCHAR(200) NOT NULL,
	hearing_report TEXT NOT NULL,
	no_hearing_reason TEXT NOT NULL,
	adjourned_on DATE,
	agreed_until DATE,
	motivation TEXT NOT NULL,
	legal_basis VARCHAR(300) NOT NULL,
	reference VARCHAR(120) NOT NULL,
	announced_on DATE,
	decided_by_key VARCHAR(26),
	follow_up VARCHAR(15) NOT NULL,
	filed_at DATETIME NOT NULL,
	CONSTRAINT pk_objection PRIMARY KEY (id),
	CONSTRAINT ck_objection_state CHECK (state IN ('filed','admissible','objection_inadmissible','hearing','upheld','partly_upheld','dismissed','objection_withdrawn')),
	CONSTRAINT ck_objection_one_objector CHECK ((person_key IS NULL) = (entered_by_key IS NOT NULL)),
	CONSTRAINT ck_objection_posted_on CHECK (posted_on IS NULL OR posted_on <= received_on),
	CONSTRAINT ck_objection_whole CHECK (objector_name <> '' AND interest <> '' AND grounds <> ''),
	CONSTRAINT ck_objection_decided CHECK ((state IN ('objection_inadmissible','upheld','partly_upheld','dismissed')) = (motivation <> '') AND (state IN ('objection_inadmissible','upheld','partly_upheld','dismissed')) = (announced_on IS NOT NULL) AND (state IN ('objection_inadmissible','upheld','partly_upheld','dismissed')) = (decided_by_key IS NOT NULL)),
	CONSTRAINT ck_objection_heard_or_not CHECK (hearing_report = '' OR no_hearing_reason = ''),
	CONSTRAINT ck_objection_follow_up CHECK (follow_up IN ('','decide_now','decide_again','end_agreement','nothing_left')),
	CONSTRAINT ck_objection_follow_up_of_upheld CHECK (follow_up = '' OR state IN ('upheld','partly_upheld')),
	CONSTRAINT ck_objection_organisation_by_person CHECK (organisation_id IS NULL OR person_key IS NOT NULL),
	CONSTRAINT ck_objection_hearing CHECK (hearing_on IS NOT NULL OR hearing_place = ''),
	CONSTRAINT fk_objection_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id),
	CONSTRAINT fk_objection_decision_id FOREIGN KEY(decision_id) REFERENCES challenge_decision (id),
	CONSTRAINT fk_objection_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);

CREATE INDEX ix_objection_challenge_id ON objection (challenge_id);

CREATE INDEX ix_objection_organisation_id ON objection (organisation_id);

CREATE INDEX ix_objection_person_key ON objection (person_key);

CREATE UNIQUE INDEX uq_objection_challenge_id_organisation_id ON objection (challenge_id, organisation_id) WHERE decision_id IS NULL AND organisation_id IS NOT NULL AND state <> 'objection_withdrawn';

CREATE UNIQUE INDEX uq_objection_challenge_id_person_key ON objection (challenge_id, person_key) WHERE decision_id IS NULL AND person_key IS NOT NULL AND organisation_id IS NULL AND state <> 'objection_withdrawn';

CREATE UNIQUE INDEX uq_objection_decision_id_organisation_id ON objection (decision_id, organisation_id) WHERE decision_id IS NOT NULL AND organisation_id IS NOT NULL AND state <> 'objection_withdrawn';

CREATE UNIQUE INDEX uq_objection_decision_id_person_key ON objection (decision_id, person_key) WHERE decision_id IS NOT NULL AND person_key IS NOT NULL AND organisation_id IS NULL AND state <> 'objection_withdrawn';
