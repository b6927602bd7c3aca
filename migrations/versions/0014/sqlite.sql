CREATE TABLE round_area (
	round_id INTEGER NOT NULL,
	area_code VARCHAR(40) NOT NULL,
	position INTEGER NOT NULL,
	pot_cents BIGINT NOT NULL,
	account_id INTEGER,
	hours INTEGER,
	hours_account_id INTEGER,
	merges_with VARCHAR(40),
	CONSTRAINT pk_round_area PRIMARY KEY (round_id, area_code),
	CONSTRAINT ck_round_area_pot CHECK (pot_cents > 0),
	CONSTRAINT ck_round_area_hours CHECK (hours > 0),
	CONSTRAINT ck_round_area_merges_with_another CHECK (merges_with <> area_code),
	CONSTRAINT fk_round_area_round_id FOREIGN KEY(round_id) REFERENCES round (id),
	CONSTRAINT fk_round_area_area_code FOREIGN KEY(area_code) REFERENCES area (code),
	CONSTRAINT fk_round_area_account_id FOREIGN KEY(account_id) REFERENCES account (id),
	CONSTRAINT fk_round_area_hours_account_id FOREIGN KEY(hours_account_id) REFERENCES account (id),
	CONSTRAINT fk_round_area_merges_with FOREIGN KEY(merges_with) REFERENCES area (code)
);
