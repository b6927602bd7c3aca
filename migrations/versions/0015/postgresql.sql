CREATE TABLE letter (
	id BIGSERIAL NOT NULL,
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
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_letter PRIMARY KEY (id),
	CONSTRAINT uq_letter_case_number_serial UNIQUE (case_number, serial),
	CONSTRAINT ck_letter_serial CHECK (serial > 0),
	CONSTRAINT ck_letter_language CHECK (language IN ('nl','en')),
	CONSTRAINT ck_letter_way CHECK (way IN ('mail','paper')),
	CONSTRAINT ck_letter_whole CHECK (kind <> '' AND about <> '' AND to_name <> '' AND subject <> ''),
	CONSTRAINT ck_letter_content CHECK (length(sha256) = 64 AND content <> '')
);

CREATE INDEX ix_letter_about ON letter (about);

CREATE FUNCTION letter_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: letter' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER letter_append_only BEFORE UPDATE OR DELETE ON letter FOR EACH ROW EXECUTE FUNCTION letter_refuse();

CREATE TRIGGER letter_no_truncate BEFORE TRUNCATE ON letter FOR EACH STATEMENT EXECUTE FUNCTION letter_refuse();

CREATE TABLE letter_posting (
	id BIGSERIAL NOT NULL,
	letter_id BIGINT NOT NULL,
	posted_on DATE NOT NULL,
	noted_by_key VARCHAR(26) NOT NULL,
	noted_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_letter_posting PRIMARY KEY (id),
	CONSTRAINT uq_letter_posting_letter_id UNIQUE (letter_id),
	CONSTRAINT fk_letter_posting_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id)
);

CREATE FUNCTION letter_posting_refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'append-only: letter_posting' USING ERRCODE = 'restrict_violation'; END$$;

CREATE TRIGGER letter_posting_append_only BEFORE UPDATE OR DELETE ON letter_posting FOR EACH ROW EXECUTE FUNCTION letter_posting_refuse();

CREATE TRIGGER letter_posting_no_truncate BEFORE TRUNCATE ON letter_posting FOR EACH STATEMENT EXECUTE FUNCTION letter_posting_refuse();

ALTER TABLE outbox_mail ADD COLUMN letter_id BIGINT;

ALTER TABLE outbox_mail ADD CONSTRAINT fk_outbox_mail_letter_id FOREIGN KEY(letter_id) REFERENCES letter (id);
