CREATE TABLE organisation (
	id INTEGER NOT NULL,
	name VARCHAR(120) NOT NULL,
	kind VARCHAR(20) NOT NULL,
	kvk_number VARCHAR(8) NOT NULL,
	made_at DATETIME NOT NULL,
	made_by_key VARCHAR(26) NOT NULL,
	kvk_confirmed_at DATETIME,
	CONSTRAINT pk_organisation PRIMARY KEY (id),
	CONSTRAINT ck_organisation_kind CHECK (kind IN ('foundation','association','cooperative','social_enterprise','informal_group','other')),
	CONSTRAINT ck_organisation_name CHECK (name <> ''),
	CONSTRAINT ck_organisation_kvk_number CHECK (kvk_number = '' OR length(kvk_number) = 8),
	CONSTRAINT ck_organisation_kvk_confirmed CHECK (kvk_confirmed_at IS NULL OR kvk_number <> '')
);

CREATE UNIQUE INDEX uq_organisation_confirmed_kvk_number ON organisation (kvk_number) WHERE kvk_confirmed_at IS NOT NULL;

CREATE TABLE broker_visit (
	id INTEGER NOT NULL,
	state_hash VARCHAR(64) NOT NULL,
	door VARCHAR(12) NOT NULL,
	issuer VARCHAR(300) NOT NULL,
	subject_hash VARCHAR(64) NOT NULL,
	kvk_number VARCHAR(8) NOT NULL,
	organisation_name VARCHAR(120) NOT NULL,
	came_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	CONSTRAINT pk_broker_visit PRIMARY KEY (id),
	CONSTRAINT ck_broker_visit_door CHECK (door IN ('person','organisation')),
	CONSTRAINT ck_broker_visit_known CHECK ((issuer = '') = (subject_hash = '')),
	CONSTRAINT uq_broker_visit_state_hash UNIQUE (state_hash)
);

CREATE TABLE organisation_invitation (
	id INTEGER NOT NULL,
	organisation_id INTEGER NOT NULL,
	email VARCHAR(254) NOT NULL,
	mandate VARCHAR(10) NOT NULL,
	token_hash VARCHAR(64) NOT NULL,
	invited_by_key VARCHAR(26) NOT NULL,
	created_at DATETIME NOT NULL,
	expires_at DATETIME NOT NULL,
	CONSTRAINT pk_organisation_invitation PRIMARY KEY (id),
	CONSTRAINT ck_organisation_invitation_mandate CHECK (mandate IN ('manage','represent','write')),
	CONSTRAINT uq_organisation_invitation_organisation_id_email UNIQUE (organisation_id, email),
	CONSTRAINT fk_organisation_invitation_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id),
	CONSTRAINT uq_organisation_invitation_token_hash UNIQUE (token_hash)
);

CREATE TABLE person_identity (
	id INTEGER NOT NULL,
	person_key VARCHAR(26) NOT NULL,
	door VARCHAR(12) NOT NULL,
	issuer VARCHAR(300) NOT NULL,
	subject_hash VARCHAR(64) NOT NULL,
	joined_at DATETIME NOT NULL,
	used_at DATETIME NOT NULL,
	CONSTRAINT pk_person_identity PRIMARY KEY (id),
	CONSTRAINT ck_person_identity_door CHECK (door IN ('person','organisation')),
	CONSTRAINT uq_person_identity_issuer_subject_hash UNIQUE (issuer, subject_hash),
	CONSTRAINT fk_person_identity_person_key FOREIGN KEY(person_key) REFERENCES person ("key")
);

CREATE INDEX ix_person_identity_person_key ON person_identity (person_key);
