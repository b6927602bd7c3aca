CREATE TABLE challenge_reminder (
	id INTEGER NOT NULL,
	about VARCHAR(40) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	term_day DATE NOT NULL,
	step INTEGER NOT NULL,
	made_at DATETIME NOT NULL,
	CONSTRAINT pk_challenge_reminder PRIMARY KEY (id),
	CONSTRAINT uq_challenge_reminder_about_kind_term_day_step UNIQUE (about, kind, term_day, step),
	CONSTRAINT ck_challenge_reminder_kind CHECK (kind IN ('check_soon','completion_soon','completion_over','talk_soon','talk_late','advice_soon','advice_late','decision_soon','decision_late','in_default','penalty_runs','evaluation_due','objection_soon','objection_late')),
	CONSTRAINT ck_challenge_reminder_about CHECK (about <> ''),
	CONSTRAINT ck_challenge_reminder_step CHECK (step >= 0)
);

CREATE TRIGGER challenge_reminder_no_update BEFORE UPDATE ON challenge_reminder BEGIN SELECT RAISE(ABORT, 'append-only: challenge_reminder'); END;

CREATE TRIGGER challenge_reminder_no_delete BEFORE DELETE ON challenge_reminder BEGIN SELECT RAISE(ABORT, 'append-only: challenge_reminder'); END;
