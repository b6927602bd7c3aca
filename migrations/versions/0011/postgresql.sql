ALTER TABLE challenge_agreement ADD COLUMN superseded_at TIMESTAMP WITH TIME ZONE;

ALTER TABLE challenge_agreement DROP CONSTRAINT uq_challenge_agreement_challenge_id;

CREATE UNIQUE INDEX uq_challenge_agreement_challenge_id ON challenge_agreement (challenge_id) WHERE superseded_at IS NULL;

ALTER TABLE objection ADD COLUMN organisation_id BIGINT;

ALTER TABLE objection ADD COLUMN late_reason TEXT NOT NULL DEFAULT '';

ALTER TABLE objection ADD COLUMN hearing_on DATE;

ALTER TABLE objection ADD COLUMN hearing_place VARCHAR(200) NOT NULL DEFAULT '';

ALTER TABLE objection ADD COLUMN follow_up VARCHAR(15) NOT NULL DEFAULT '';

ALTER TABLE objection ALTER COLUMN late_reason DROP DEFAULT, ALTER COLUMN hearing_place DROP DEFAULT, ALTER COLUMN follow_up DROP DEFAULT;

ALTER TABLE objection ADD CONSTRAINT ck_objection_follow_up CHECK (follow_up IN ('','decide_now','decide_again','end_agreement','nothing_left'));

ALTER TABLE objection ADD CONSTRAINT ck_objection_follow_up_of_upheld CHECK (follow_up = '' OR state IN ('upheld','partly_upheld'));

ALTER TABLE objection ADD CONSTRAINT ck_objection_organisation_by_person CHECK (organisation_id IS NULL OR person_key IS NOT NULL);

ALTER TABLE objection ADD CONSTRAINT ck_objection_hearing CHECK (hearing_on IS NOT NULL OR hearing_place = '');

ALTER TABLE objection ADD CONSTRAINT fk_objection_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id);

DROP INDEX uq_objection_decision_id_person_key;

CREATE INDEX ix_objection_organisation_id ON objection (organisation_id);

CREATE UNIQUE INDEX uq_objection_challenge_id_organisation_id ON objection (challenge_id, organisation_id) WHERE decision_id IS NULL AND organisation_id IS NOT NULL AND state <> 'objection_withdrawn';

CREATE UNIQUE INDEX uq_objection_challenge_id_person_key ON objection (challenge_id, person_key) WHERE decision_id IS NULL AND person_key IS NOT NULL AND organisation_id IS NULL AND state <> 'objection_withdrawn';

CREATE UNIQUE INDEX uq_objection_decision_id_organisation_id ON objection (decision_id, organisation_id) WHERE decision_id IS NOT NULL AND organisation_id IS NOT NULL AND state <> 'objection_withdrawn';

CREATE UNIQUE INDEX uq_objection_decision_id_person_key ON objection (decision_id, person_key) WHERE decision_id IS NOT NULL AND person_key IS NOT NULL AND organisation_id IS NULL AND state <> 'objection_withdrawn';
