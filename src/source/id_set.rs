//! A set of message ids that stays small both for consecutive ids and for ids that are far apart, such as timestamps.

use roaring::RoaringTreemap;
use std::collections::BTreeMap;

/// A set of 64-bit ids. Ids that are close together are kept in a compressed bitmap and take a few bits each. Ids that
/// are far apart are kept in sorted blocks and take 8 bytes each, plus spare capacity.
#[derive(Default)]
pub(super) struct IdSet {
    dense: RoaringTreemap,
    /// Blocks by the lowest key that belongs there, each of at most [`BLOCK_IDS`] keys.
    sparse: BTreeMap<u64, Vec<u64>>,
    highest: Option<u64>,
}

/// The most ids of a block. An insertion moves half of them on average.
const BLOCK_IDS: usize = 512;
/// The number of ids by which the capacity of a full buffer grows. Blocks that are never filled would waste more.
const GROWTH_IDS: usize = BLOCK_IDS / 8;
/// The fewest ids worth a container of the bitmap, which takes some 250 bytes by itself.
const DENSE_IDS: usize = 32;
/// Ids that differ only in these low bits share one container.
const CONTAINER_BITS: u32 = 16;

/// Converts an id to an unsigned key that sorts in the same order.
fn key(id: i64) -> u64 {
    id.cast_unsigned() ^ (1 << 63)
}

impl IdSet {
    /// Inserts the first ids, as long as they ascend and are higher than all ids in the set. Returns how many. Most
    /// files consist of such ids, and this is faster than inserting them one by one.
    pub(super) fn insert_ascending(&mut self, ids: impl Iterator<Item = i64>) -> usize {
        let (mut taken, mut run): (usize, Option<(u64, u64)>) = (0, None);
        for key in ids.map(key) {
            let highest = run.map(|(_, last)| last).or(self.highest);
            if highest.is_some_and(|highest| key <= highest) {
                break;
            }
            taken += 1;
            run = match run {
                Some((first, last)) if key - last == 1 => Some((first, key)),
                before => {
                    self.push_run(before);
                    Some((key, key))
                }
            };
        }
        self.push_run(run);
        taken
    }

    /// Inserts a range of consecutive keys, all higher than the keys in the set.
    fn push_run(&mut self, run: Option<(u64, u64)>) {
        let Some((first, last)) = run else { return };
        if last - first >= DENSE_IDS as u64 {
            self.dense.insert_range(first..=last);
        } else {
            for key in first..=last {
                self.insert_sparse(key);
            }
        }
        self.highest = Some(last);
    }

    /// Inserts an id. Returns whether it is new.
    pub(super) fn insert(&mut self, id: i64) -> bool {
        let key = key(id);
        let is_new = !self.dense.contains(key) && self.insert_sparse(key);
        self.highest = self.highest.max(Some(key));
        is_new
    }

    fn insert_sparse(&mut self, key: u64) -> bool {
        let Some((&lowest, block)) = self.sparse.range_mut(..=key).next_back() else {
            self.sparse.insert(0, vec![key]);
            return true;
        };
        let at = match block.last() {
            Some(last) if *last < key => block.len(),
            _ => match block.binary_search(&key) {
                Ok(_) => return false,
                Err(at) => at,
            },
        };
        if block.len() < BLOCK_IDS {
            if block.len() == block.capacity() {
                block.reserve_exact(GROWTH_IDS);
            }
            block.insert(at, key);
            return true;
        }
        self.make_room(lowest, key, at);
        self.insert_sparse(key)
    }

    /// Makes room for a key at index `at` of a full block: moves keys to the bitmap, or splits the block.
    fn make_room(&mut self, lowest: u64, key: u64, at: usize) {
        let Some(full) = self.sparse.remove(&lowest) else { return };
        let (mut rest, full_ids) = (Vec::with_capacity(full.len()), full.len());
        for near in full.chunk_by(|one, next| one >> CONTAINER_BITS == next >> CONTAINER_BITS) {
            if near.len() < DENSE_IDS {
                rest.extend_from_slice(near);
            } else {
                self.dense.extend(near);
            }
        }
        if rest.len() < full_ids - GROWTH_IDS {
            self.sparse.insert(lowest, rest);
            return;
        }
        // Split at the end where the key goes, so that ascending and descending ids leave full blocks.
        let middle = if at == full_ids {
            rest.len()
        } else if at == 0 {
            0
        } else {
            rest.len() / 2
        };
        let after = rest.split_off(middle);
        let border = after.first().copied().unwrap_or(key);
        rest.shrink_to_fit();
        self.sparse.insert(lowest, rest);
        self.sparse.insert(border, after);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The set agrees with a `HashSet` for many kinds of ids.
    #[test]
    fn an_id_is_new_once() {
        let snowflakes = (0..5000).map(|tick| (1_700_000_000_000 + 2000 * tick) << 22);
        let orders: [Vec<i64>; 7] = [
            (1..5000).collect(),
            (-3000..3000).rev().collect(),
            (0..5000).map(|id| id * 7919 % 5003).collect(),
            snowflakes.clone().collect(),
            snowflakes.clone().rev().collect(),
            (0..40_000).map(|id: i64| id.wrapping_mul(0x5851_f42d_4c95_7f2d)).collect(),
            vec![i64::MIN, i64::MAX, -1, 0, 1, i64::MIN + 1, i64::MAX - 1],
        ];
        for ids in orders {
            let (mut set, mut plain) = (IdSet::default(), HashSet::new());
            for part in ids.chunks(1000).chain(ids.chunks(900)) {
                let ascending = set.insert_ascending(part.iter().copied());
                for id in &part[..ascending] {
                    assert!(plain.insert(*id), "{id}");
                }
                for id in &part[ascending..] {
                    assert_eq!(set.insert(*id), plain.insert(*id), "{id}");
                }
            }
        }
    }

    /// The sorted blocks have little spare capacity.
    #[test]
    fn an_id_takes_at_most_ten_bytes() {
        let zigzag = |id: i64| if id % 2 == 0 { id } else { 2_000_000 - id } << 20;
        let scattered = |id: i64| id.wrapping_mul(0x5851_f42d_4c95_7f2d);
        let snowflake = |id: i64| (1_700_000_000_000 + 2000 * id) << 22;
        for number in [&zigzag as &dyn Fn(i64) -> i64, &scattered, &snowflake, &|id| -snowflake(id)] {
            let mut set = IdSet::default();
            assert!((0..200_000).all(|id| set.insert(number(id))));
            assert!(set.dense.is_empty());
            let room: usize = set.sparse.values().map(Vec::capacity).sum();
            assert!(room < 250_000, "{room}");
        }
    }
}
