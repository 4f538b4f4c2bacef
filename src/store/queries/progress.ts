/** How far the learner is, one row a lesson, keyed by the lesson's stable id. */
import type { LessonId } from '@ipc/ids.ts';
import type { Progress } from '@ipc/lessons.ts';
import { all, run, type Db } from '../database.ts';

export function progressList(db: Db): Progress[] {
  return all<Row>(db, 'SELECT * FROM progress ORDER BY lesson').map((row) => ({
    lesson: row.lesson as LessonId,
    section: row.section,
    solved: row.solved === 1,
    answered: row.answered === 1,
    attempts: row.attempts,
    hintsSeen: row.hints_seen,
    at: row.at
  }));
}

export function progressSave(db: Db, p: Progress): null {
  run(db, UPSERT, p.lesson, p.section, p.solved ? 1 : 0, p.answered ? 1 : 0, p.attempts, p.hintsSeen, p.at);
  return null;
}

interface Row {
  lesson: string;
  section: number;
  solved: number;
  answered: number;
  attempts: number;
  hints_seen: number;
  at: string;
}

const UPSERT = `
  INSERT INTO progress (lesson, section, solved, answered, attempts, hints_seen, at) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (lesson) DO UPDATE SET section = excluded.section, solved = excluded.solved,
    answered = excluded.answered, attempts = excluded.attempts, hints_seen = excluded.hints_seen, at = excluded.at`;
