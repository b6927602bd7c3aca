CREATE TABLE letter (
	id INTEGER NOT NULL,
	case_number VARCHAR(20) NOT NULL,
	serial INTEGER NOT NULL,
	kind VARCHAR(30) NOT NULL,
	about VARCHAR(40) NOT NULL,
	way VARCHAR(5) NOT NULL,
	to_name VARCHAR(250) NOT NULL,
	language VARCHAR(2) NOT NULL,
	dated_on DATE NOT NULL,
	subject VARCHAR(300) NOT NULL,
	content TEXT NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	made_at DATETIME NOT NULL,
	CONSTRAINT pk_letter PRIMARY KEY (id),
	CONSTRAINT uq_letter_case_number_serial UNIQUE (case_number, serial),
	CONSTRAINT ck_letter_serial CHECK (serial > 0),
	CONSTRAINT ck_letter_language CHECK (language IN ('nl','en')),
	CONSTRAINT ck_letter_way CHECK (way IN ('mail','paper')),
	CONSTRAINT ck_letter_whole CHECK (kind <> '' AND about <> '' AND to_name <> '' AND subject <> ''),
	CONSTRAINT ck_letter_content CHECK (length(sha256) = 64 AND content <> '')
);

CREATE INDEX ix_letter_about ON letter (about);

CREATE TRIGGER letter_no_update BEFORE UPDATE ON letter BEGIN SELECT RAISE(ABORT, 'append-only: letter'); END;

CREATE TRIGGER letter_no_delete BEFORE DELETE ON letter BEGIN SELECT RAISE(ABORT, 'append-only: letter'); END;

CREATE TABLE letter_posting (
	id INTEGER NOT NULL,
	letter_id INTEGER NOT NULL,
	posted_on DATE NOT NULL,
	noted_by_key VARCHAR(26) NOT NULL,
	noted_at DATETIME NOT NULL,
	CONSTRAINT pk_letter_posting PRIMARY KEY (id),
	CONSTRAINT uq_letter_posting_letter_id UNIQUE (letter_id),
	CONSTRAINT fk_letter_posting_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id)
);

CREATE TRIGGER letter_posting_no_update BEFORE UPDATE ON letter_posting BEGIN SELECT RAISE(ABORT, 'append-only: letter_posting'); END;

CREATE TRIGGER letter_posting_no_delete BEFORE DELETE ON letter_posting BEGIN SELECT RAISE(ABORT, 'append-only: letter_posting'); END;

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
	letter_id INTEGER,
	CONSTRAINT pk_outbox_mail PRIMARY KEY (id),
	CONSTRAINT ck_outbox_mail_attempts CHECK (attempts >= 0),
	CONSTRAINT ck_outbox_mail_language CHECK (language IN ('nl','en')),
	CONSTRAINT fk_outbox_mail_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id)
);

CREATE INDEX ix_outbox_mail_sent_at_try_at ON outbox_mail (sent_at, try_at);
