#!/bin/bash
# Grades a large class on a cluster, a task a student: from the clone of elbo, which all nodes see,
#   ls submitted > students.txt
#   sbatch --array=1-$(wc -l < students.txt) docs/teaching/slurm-array.sh h1-bounds
# A task that is run again leaves marks alone that are there and whose submission has not changed.
#SBATCH --job-name=elbo-grade
#SBATCH --cpus-per-task=1
#SBATCH --mem=6G
#SBATCH --time=00:20:00
#SBATCH --requeue
set -euo pipefail
homework=$1
student=$(sed -n "${SLURM_ARRAY_TASK_ID}p" students.txt)
npx elbo homework grade "$homework" --submitted submitted --out marks --jobs 1 --student "$student"
