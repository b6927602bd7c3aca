CREATE TABLE challenge_deal (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	deal_id INTEGER NOT NULL,
	offered_by_key VARCHAR(26) NOT NULL,
	offered_at DATETIME NOT NULL,
	confirmed_at DATETIME,
	confirmed_by_key VARCHAR(26),
	CONSTRAINT pk_challenge_deal PRIMARY KEY (id),
	CONSTRAINT uq_challenge_deal_challenge_id UNIQUE (challenge_id),
	CONSTRAINT uq_challenge_deal_deal_id UNIQUE (deal_id),
	CONSTRAINT ck_challenge_deal_confirmed CHECK ((confirmed_at IS NULL) = (confirmed_by_key IS NULL)),
	CONSTRAINT fk_challenge_deal_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id),
	CONSTRAINT fk_challenge_deal_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id)
);

CREATE TABLE challenge_report_day (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	on_day DATE NOT NULL,
	CONSTRAINT pk_challenge_report_day PRIMARY KEY (id),
	CONSTRAINT uq_challenge_report_day_challenge_id_on_day UNIQUE (challenge_id, on_day),
	CONSTRAINT fk_challenge_report_day_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE TABLE challenge_report (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	due_on DATE NOT NULL,
	state VARCHAR(10) NOT NULL,
	version INTEGER NOT NULL,
	first_day DATE NOT NULL,
	last_day DATE NOT NULL,
	done TEXT NOT NULL,
	went_well TEXT NOT NULL,
	went_less TEXT NOT NULL,
	minutes BIGINT NOT NULL,
	question TEXT NOT NULL,
	written_by_key VARCHAR(26) NOT NULL,
	written_at DATETIME NOT NULL,
	accepted_at DATETIME,
	accepted_by_key VARCHAR(26),
	CONSTRAINT pk_challenge_report PRIMARY KEY (id),
	CONSTRAINT uq_challenge_report_challenge_id_due_on UNIQUE (challenge_id, due_on),
	CONSTRAINT ck_challenge_report_state CHECK (state IN ('handed_in','asked','accepted')),
	CONSTRAINT ck_challenge_report_days CHECK (first_day <= last_day),
	CONSTRAINT ck_challenge_report_hours CHECK (minutes >= 0),
	CONSTRAINT ck_challenge_report_version CHECK (version > 0),
	CONSTRAINT ck_challenge_report_done CHECK (done <> ''),
	CONSTRAINT ck_challenge_report_question CHECK (state <> 'asked' OR question <> ''),
	CONSTRAINT ck_challenge_report_accepted CHECK ((state = 'accepted') = (accepted_at IS NOT NULL)),
	CONSTRAINT ck_challenge_report_accepted_by CHECK ((accepted_at IS NULL) = (accepted_by_key IS NULL)),
	CONSTRAINT fk_challenge_report_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id)
);

CREATE TABLE challenge_point (
	id INTEGER NOT NULL,
	challenge_id INTEGER NOT NULL,
	talk_id INTEGER NOT NULL,
	text VARCHAR(300) NOT NULL,
	done_at DATETIME,
	done_by_key VARCHAR(26),
	CONSTRAINT pk_challenge_point PRIMARY KEY (id),
	CONSTRAINT ck_challenge_point_text CHECK (text <> ''),
	CONSTRAINT ck_challenge_point_done CHECK ((done_at IS NULL) = (done_by_key IS NULL)),
	CONSTRAINT fk_challenge_point_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id),
	CONSTRAINT fk_challenge_point_talk_id FOREIGN KEY(talk_id) REFERENCES challenge_talk (id)
);

CREATE INDEX ix_challenge_point_challenge_id ON challenge_point (challenge_id);

CREATE TABLE challenge_report_cost (
	id INTEGER NOT NULL,
	report_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	what VARCHAR(200) NOT NULL,
	cents BIGINT NOT NULL,
	CONSTRAINT pk_challenge_report_cost PRIMARY KEY (id),
	CONSTRAINT uq_challenge_report_cost_report_id_number UNIQUE (report_id, number),
	CONSTRAINT ck_challenge_report_cost_what CHECK (what <> ''),
	CONSTRAINT ck_challenge_report_cost_cents CHECK (cents > 0),
	CONSTRAINT fk_challenge_report_cost_report_id FOREIGN KEY(report_id) REFERENCES challenge_report (id)
);
