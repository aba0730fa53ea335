//! Folders: where the conversations of a mailbox are filed. A tree that everybody in the mailbox shares.

use crate::{Field, FolderId, Limit, Refused, fold::fold, users::check_name};
use serde::{Deserialize, Serialize};

/// Limits are data (decisions.md); these are their defaults.
pub const FOLDERS_MAX: usize = 100;
/// Levels of the tree.
pub const LEVELS_MAX: usize = 5;

/// One folder, as the navigation and every menu list it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FolderView {
    pub id: FolderId,
    pub parent_id: Option<FolderId>,
    pub name: String,
    /// 0 for those at the top.
    pub level: usize,
    /// Unfinished conversations in it and in the folders below it, as far as the person sees them.
    pub count: i64,
}

/// Where a folder goes among its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shift {
    Up,
    Down,
}

/// The order of the tree: each folder before those below it, siblings as they came. Whoever is in a circle, or below
/// something that is not there, is left out.
pub fn in_order(found: Vec<(FolderId, Option<FolderId>, String)>) -> Vec<FolderView> {
    let mut ordered = Vec::with_capacity(found.len());
    below(&found, None, 0, &mut ordered);
    ordered
}

fn below(found: &[(FolderId, Option<FolderId>, String)], parent: Option<FolderId>, level: usize, ordered: &mut Vec<FolderView>) {
    if level >= LEVELS_MAX {
        return;
    }
    for (id, parent_id, name) in found.iter().filter(|(_, of, _)| *of == parent) {
        ordered.push(FolderView { id: *id, parent_id: *parent_id, name: name.clone(), level, count: 0 });
        below(found, Some(*id), level + 1, ordered);
    }
}

/// The folder and everything below it; empty when it is not there.
pub fn branch(tree: &[FolderView], id: FolderId) -> &[FolderView] {
    let Some(at) = tree.iter().position(|folder| folder.id == id) else { return &[] };
    let end = tree[at + 1..].iter().position(|folder| folder.level <= tree[at].level).map_or(tree.len(), |more| at + 1 + more);
    &tree[at..end]
}

/// `請求 / 見積`: a folder with those above it, as the history names it.
pub fn path(tree: &[FolderView], id: FolderId) -> Option<String> {
    let mut folder = tree.iter().find(|folder| folder.id == id)?;
    let mut names = vec![folder.name.as_str()];
    while let Some(parent) = folder.parent_id.and_then(|parent| tree.iter().find(|folder| folder.id == parent)) {
        names.push(&parent.name);
        folder = parent;
    }
    names.reverse();
    Some(names.join(" / "))
}

/// Gives each folder the sum of what is in it and below it.
pub fn count(tree: &mut [FolderView], counts: &[(FolderId, i64)]) {
    for at in 0..tree.len() {
        let branch: Vec<FolderId> = branch(tree, tree[at].id).iter().map(|folder| folder.id).collect();
        tree[at].count = counts.iter().filter(|(id, _)| branch.contains(id)).map(|(_, count)| count).sum();
    }
}

/// The form in which names of siblings are compared.
pub fn name_key(name: &str) -> String {
    fold(name.trim())
}

/// Whether a folder (`None`: a new one) may stand below `parent` under this name.
///
/// # Errors
/// [`Refused::Invalid`] for a name that is none and for a place inside itself, [`Refused::Taken`], [`Refused::OverLimit`],
/// [`Refused::NotFound`] for a parent that is not there.
pub fn check_place(tree: &[FolderView], id: Option<FolderId>, parent: Option<FolderId>, name: &str) -> Result<(), Refused> {
    check_name(name, Field::Folder)?;
    let moved = id.map(|id| branch(tree, id)).unwrap_or_default();
    if id.is_none() && tree.len() >= FOLDERS_MAX {
        return Err(Refused::OverLimit { what: Limit::Folders, limit: FOLDERS_MAX as u64 });
    }
    let level = match parent {
        None => 0,
        Some(parent) if moved.iter().any(|folder| folder.id == parent) => {
            return Err(Refused::Invalid { field: Field::Folder, wrong: crate::Wrong::OutOfRange });
        }
        Some(parent) => tree.iter().find(|folder| folder.id == parent).ok_or(Refused::NotFound)?.level + 1,
    };
    let deepest = moved.iter().map(|folder| folder.level - moved[0].level).max().unwrap_or_default();
    if level + deepest >= LEVELS_MAX {
        return Err(Refused::OverLimit { what: Limit::FolderLevels, limit: LEVELS_MAX as u64 });
    }
    let wanted = name_key(name);
    if tree.iter().any(|other| other.parent_id == parent && Some(other.id) != id && name_key(&other.name) == wanted) {
        return Err(Refused::Taken { field: Field::Folder });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Vec<FolderView> {
        let folder = |id, parent: Option<i64>, name: &str| (FolderId(id), parent.map(FolderId), name.to_owned());
        in_order(vec![
            folder(3, Some(1), "見積"),
            folder(1, None, "請求"),
            folder(2, None, "修理"),
            folder(4, Some(3), "大口"),
            // In a circle, and below nothing.
            folder(8, Some(9), "輪"),
            folder(9, Some(8), "輪"),
            folder(7, Some(99), "迷子"),
        ])
    }

    fn ids(folders: &[FolderView]) -> Vec<i64> {
        folders.iter().map(|folder| folder.id.0).collect()
    }

    #[test]
    fn a_tree_is_read_from_the_top() {
        let tree = tree();
        assert_eq!(ids(&tree), [1, 3, 4, 2]);
        assert_eq!(tree.iter().map(|folder| folder.level).collect::<Vec<_>>(), [0, 1, 2, 0]);
        assert_eq!(ids(branch(&tree, FolderId(1))), [1, 3, 4]);
        assert_eq!(ids(branch(&tree, FolderId(2))), [2]);
        assert_eq!(ids(branch(&tree, FolderId(5))), [0; 0]);
        assert_eq!(path(&tree, FolderId(4)).as_deref(), Some("請求 / 見積 / 大口"));
    }

    #[test]
    fn a_folder_counts_what_is_below_it() {
        let mut tree = tree();
        count(&mut tree, &[(FolderId(1), 1), (FolderId(4), 5), (FolderId(2), 7), (FolderId(99), 100)]);
        assert_eq!(tree.iter().map(|folder| folder.count).collect::<Vec<_>>(), [6, 5, 5, 7]);
    }

    #[test]
    fn places_that_cannot_be_are_refused() {
        let tree = tree();
        let check = |id: Option<i64>, parent: Option<i64>, name: &str| check_place(&tree, id.map(FolderId), parent.map(FolderId), name);
        assert_eq!(check(None, None, "新しい"), Ok(()));
        assert_eq!(check(None, Some(1), "請求"), Ok(()), "the same name elsewhere is another folder");
        assert_eq!(check(None, None, " 修理 "), Err(Refused::Taken { field: Field::Folder }));
        assert_eq!(check(None, Some(3), "大口"), Err(Refused::Taken { field: Field::Folder }));
        assert_eq!(check(Some(2), None, "修理"), Ok(()), "its own name");
        assert_eq!(check(Some(1), Some(4), "請求"), Err(Refused::Invalid { field: Field::Folder, wrong: crate::Wrong::OutOfRange }));
        assert_eq!(check(None, Some(77), "x"), Err(Refused::NotFound));
        assert_eq!(check(None, None, "  "), Err(Refused::Invalid { field: Field::Folder, wrong: crate::Wrong::Missing }));
    }

    #[test]
    fn a_branch_is_moved_as_deep_as_the_tree_may_be() {
        let mut found: Vec<_> = (1..=5).map(|n| (FolderId(n), (n > 1).then(|| FolderId(n - 1)), n.to_string())).collect();
        found.extend([(FolderId(11), None, "a".to_owned()), (FolderId(12), Some(FolderId(11)), "b".to_owned())]);
        let tree = in_order(found);
        assert_eq!(tree.len(), 7);
        let levels = Err(Refused::OverLimit { what: Limit::FolderLevels, limit: 5 });
        assert_eq!(check_place(&tree, None, Some(FolderId(4)), "x"), Ok(()));
        assert_eq!(check_place(&tree, None, Some(FolderId(5)), "x"), levels);
        assert_eq!(check_place(&tree, Some(FolderId(11)), Some(FolderId(3)), "a"), Ok(()));
        assert_eq!(check_place(&tree, Some(FolderId(11)), Some(FolderId(4)), "a"), levels);
    }
}
