CREATE TABLE support_sheet (
	id BIGSERIAL NOT NULL,
	made_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_support_sheet PRIMARY KEY (id)
);

CREATE TABLE stored_file (
	id BIGSERIAL NOT NULL,
	name VARCHAR(100) NOT NULL,
	media_type VARCHAR(20) NOT NULL,
	size INTEGER NOT NULL,
	sha256 VARCHAR(64) NOT NULL,
	data BYTEA NOT NULL,
	added_at TIMESTAMP WITH TIME ZONE NOT NULL,
	added_by_key VARCHAR(26) NOT NULL,
	CONSTRAINT pk_stored_file PRIMARY KEY (id),
	CONSTRAINT ck_stored_file_media_type CHECK (media_type IN ('application/pdf','image/jpeg','image/png')),
	CONSTRAINT ck_stored_file_size CHECK (size BETWEEN 1 AND 5000000 AND size = length(data)),
	CONSTRAINT ck_stored_file_sha256 CHECK (length(sha256) = 64),
	CONSTRAINT ck_stored_file_name CHECK (name <> '')
);

CREATE TABLE supporter (
	id BIGSERIAL NOT NULL,
	sheet_id BIGINT NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	home_area VARCHAR(40),
	given_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT pk_supporter PRIMARY KEY (id),
	CONSTRAINT uq_supporter_sheet_id_person_key UNIQUE (sheet_id, person_key),
	CONSTRAINT fk_supporter_sheet_id FOREIGN KEY(sheet_id) REFERENCES support_sheet (id),
	CONSTRAINT fk_supporter_person_key FOREIGN KEY(person_key) REFERENCES person (key),
	CONSTRAINT fk_supporter_home_area FOREIGN KEY(home_area) REFERENCES area (code)
);

CREATE INDEX ix_supporter_person_key ON supporter (person_key);

CREATE TABLE paper_support (
	id BIGSERIAL NOT NULL,
	sheet_id BIGINT NOT NULL,
	signatures INTEGER NOT NULL,
	gathered_on DATE NOT NULL,
	place VARCHAR(200) NOT NULL,
	entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
	entered_by_key VARCHAR(26) NOT NULL,
	counted INTEGER,
	counted_from_area INTEGER,
	note TEXT NOT NULL,
	counted_at TIMESTAMP WITH TIME ZONE,
	counted_by_key VARCHAR(26),
	removed_at TIMESTAMP WITH TIME ZONE,
	removed_by_key VARCHAR(26),
	CONSTRAINT pk_paper_support PRIMARY KEY (id),
	CONSTRAINT ck_paper_support_signatures CHECK (signatures BETWEEN 1 AND 100000),
	CONSTRAINT ck_paper_support_place CHECK (place <> ''),
	CONSTRAINT ck_paper_support_counted CHECK (counted BETWEEN 0 AND 100000),
	CONSTRAINT ck_paper_support_counted_from_area CHECK (counted_from_area BETWEEN 0 AND counted),
	CONSTRAINT ck_paper_support_counted_at CHECK ((counted IS NULL) = (counted_at IS NULL)),
	CONSTRAINT ck_paper_support_counted_by CHECK ((counted IS NULL) = (counted_by_key IS NULL)),
	CONSTRAINT ck_paper_support_counted_together CHECK (counted_from_area IS NULL OR counted IS NOT NULL),
	CONSTRAINT ck_paper_support_two_people CHECK (counted_by_key IS NULL OR counted_by_key <> entered_by_key),
	CONSTRAINT ck_paper_support_removed CHECK ((removed_at IS NULL) = (removed_by_key IS NULL)),
	CONSTRAINT fk_paper_support_sheet_id FOREIGN KEY(sheet_id) REFERENCES support_sheet (id)
);

CREATE INDEX ix_paper_support_sheet_id ON paper_support (sheet_id);

CREATE TABLE challenge_attachment (
	id BIGSERIAL NOT NULL,
	challenge_id BIGINT NOT NULL,
	number INTEGER NOT NULL,
	file_id BIGINT NOT NULL,
	title VARCHAR(120) NOT NULL,
	shows VARCHAR(12) NOT NULL,
	is_private BOOLEAN NOT NULL,
	paper_support_id BIGINT,
	closed_at TIMESTAMP WITH TIME ZONE,
	closed_by_key VARCHAR(26),
	closed_reason TEXT NOT NULL,
	removed_at TIMESTAMP WITH TIME ZONE,
	removed_by_key VARCHAR(26),
	CONSTRAINT pk_challenge_attachment PRIMARY KEY (id),
	CONSTRAINT uq_challenge_attachment_challenge_id_number UNIQUE (challenge_id, number),
	CONSTRAINT uq_challenge_attachment_file_id UNIQUE (file_id),
	CONSTRAINT ck_challenge_attachment_shows CHECK (shows IN ('support','signatures','costs','other')),
	CONSTRAINT ck_challenge_attachment_number CHECK (number BETWEEN 1 AND 30),
	CONSTRAINT ck_challenge_attachment_title CHECK (title <> ''),
	CONSTRAINT ck_challenge_attachment_signatures_are_private CHECK (shows <> 'signatures' OR is_private),
	CONSTRAINT ck_challenge_attachment_closed_by CHECK ((closed_at IS NULL) = (closed_by_key IS NULL)),
	CONSTRAINT ck_challenge_attachment_closed_reason CHECK ((closed_at IS NULL) = (closed_reason = '')),
	CONSTRAINT ck_challenge_attachment_removed_by CHECK ((removed_at IS NULL) = (removed_by_key IS NULL)),
	CONSTRAINT fk_challenge_attachment_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id),
	CONSTRAINT fk_challenge_attachment_file_id FOREIGN KEY(file_id) REFERENCES stored_file (id),
	CONSTRAINT fk_challenge_attachment_paper_support_id FOREIGN KEY(paper_support_id) REFERENCES paper_support (id)
);

CREATE INDEX ix_challenge_attachment_paper_support_id ON challenge_attachment (paper_support_id);

CREATE TABLE challenge_support (
	challenge_id BIGINT NOT NULL,
	sheet_id BIGINT NOT NULL,
	CONSTRAINT pk_challenge_support PRIMARY KEY (challenge_id),
	CONSTRAINT uq_challenge_support_sheet_id UNIQUE (sheet_id),
	CONSTRAINT fk_challenge_support_challenge_id FOREIGN KEY(challenge_id) REFERENCES challenge (id),
	CONSTRAINT fk_challenge_support_sheet_id FOREIGN KEY(sheet_id) REFERENCES support_sheet (id)
);
