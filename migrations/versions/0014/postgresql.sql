ALTER TABLE round_area ADD COLUMN merges_with VARCHAR(40);

ALTER TABLE round_area ADD CONSTRAINT ck_round_area_merges_with_another CHECK (merges_with <> area_code);

ALTER TABLE round_area ADD CONSTRAINT fk_round_area_merges_with FOREIGN KEY(merges_with) REFERENCES area (code);
